import { isJsonObject, setOwn } from '../../base/json.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Schema } from '../model.ts';
import { accepts } from './sample.ts';
import { asSchema, ownValue, schemaList, shapeOf } from './shape.ts';

type NamedSchemas = Readonly<Record<string, Schema>>;

/** Branches of branches that are looked at for one value. */
const MAX_SHAPES = 200;

/**
 * The value without properties that its schema allows but does not name: TypeScript objects to those in a literal, and
 * examples of documents often have them. The value itself where they turn out to be needed.
 */
export function declaredOnly(value: JsonValue, schema: Schema, schemas: NamedSchemas): JsonValue {
  const pruned = prune(value, [schema], schemas);
  return accepts(schema, pruned, schemas) ? pruned : value;
}

function prune(value: JsonValue, described: readonly Schema[], schemas: NamedSchemas): JsonValue {
  if (value === null || typeof value !== 'object') return value;
  const shapes = shapesOf(value, described, schemas);
  if (!isJsonObject(value)) {
    return value.map((item: JsonValue, index) => prune(item, itemSchemas(shapes, index), schemas));
  }
  const isOpen =
    shapes.some(isOpenObject) || !shapes.some(({ properties }) => properties !== undefined);
  const kept: Record<string, JsonValue> = {};
  for (const [name, member] of Object.entries(value)) {
    const named = shapes.map(({ properties }) => ownValue(properties, name));
    const found = named.filter((schema) => schema !== undefined).map(asSchema);
    const rest = shapes.map((shape) => asSchema(shape['additionalProperties']));
    if (found.length > 0) setOwn(kept, name, prune(member, found, schemas));
    else if (isOpen) setOwn(kept, name, prune(member, rest, schemas));
  }
  return kept;
}

/** The keywords of all schemas that apply: those given, and the branches of their choices that accept the value. */
function shapesOf(
  value: JsonValue,
  described: readonly Schema[],
  schemas: NamedSchemas,
): readonly JsonObject[] {
  const found: JsonObject[] = [];
  const pending = [...described];
  for (const schema of pending) {
    if (found.length === MAX_SHAPES) break;
    const shape = shapeOf(schema, schemas);
    if (shape === undefined) continue;
    found.push(shape.keywords);
    const branches = shape.choices.flat();
    pending.push(...branches.filter((branch) => accepts(branch, value, schemas)));
  }
  return found;
}

function isOpenObject(keywords: JsonObject): boolean {
  const additional = keywords['additionalProperties'];
  const isNamed = additional === undefined || additional === false;
  return !isNamed || keywords['patternProperties'] !== undefined;
}

function itemSchemas(shapes: readonly JsonObject[], index: number): readonly Schema[] {
  return shapes.map((shape) => schemaList(shape['prefixItems'])[index] ?? asSchema(shape['items']));
}

import {
  isJsonArray,
  isJsonObject,
  setOwn,
  type JsonObject,
  type JsonValue,
} from '../../base/json.ts';
import type { NamedSchema, Schema } from '../model.ts';
import type { UniqueNames } from '../names.ts';
import { createMarks, type Marks } from './marks.ts';
import type { ReadSchema } from './read-schema.ts';
import {
  changeSubschemas,
  eachSubschema,
  isSamePlace,
  refName,
  refsIn,
  refTo,
} from './schema-walk.ts';

export type Direction = 'request' | 'response';

/** Schemas as they are for requests and for responses. */
export interface Directions {
  readonly of: (schema: Schema, direction: Direction) => Schema;
  /** All named schemas; those for requests only as far as `of` has been asked for them. */
  readonly schemas: () => readonly NamedSchema[];
}

/**
 * Tells requests and responses apart where `readOnly` or `writeOnly` properties make them differ: a read-only property is
 * not required in a request, a write-only one not in a response (OpenAPI 3.0.3, Schema Object, fixed fields).
 */
export function createDirections(
  named: readonly ReadSchema[],
  unique: UniqueNames,
  originOf: (pointer: string) => string,
): Directions {
  const byName = new Map(named.map((schema) => [schema.name, schema.schema]));
  const marks = createMarks(byName);
  const differing = differingNames(named, marks);
  const inOrder = named.filter(({ name }) => differing.has(name));
  const requestNames = new Map(inOrder.map(({ name }) => [name, unique(`${name}Request`)]));
  const requested = new Set<string>();
  const known = { request: new WeakMap<object, Schema>(), response: new WeakMap<object, Schema>() };

  const rename = (name: string, direction: Direction): string => {
    const other = direction === 'request' ? requestNames.get(name) : undefined;
    if (other !== undefined) requested.add(name);
    return other ?? name;
  };

  const of = (schema: Schema, direction: Direction): Schema => {
    if (!isJsonObject(schema)) return schema;
    const before = known[direction].get(schema);
    if (before !== undefined) return before;
    const result = turn(schema, { direction, of, rename, marks, hidden: new Set() }, true);
    known[direction].set(schema, result);
    return result;
  };

  return {
    of,
    schemas() {
      // Turning one finds others, which join the end of the set.
      for (const name of requested) of(byName.get(name) ?? true, 'request');
      return named.flatMap((schema) => {
        const requestName = requested.has(schema.name) ? requestNames.get(schema.name) : undefined;
        const isBoth = !differing.has(schema.name);
        return variantsOf(
          { ...schema, pointer: originOf(schema.pointer) },
          isBoth,
          requestName,
          of,
        );
      });
    },
  };
}

/** A schema under its own name, as it is for responses where it differs, and as it is for requests where they use it. */
function variantsOf(
  { name, schema, pointer }: ReadSchema,
  isBoth: boolean,
  requestName: string | undefined,
  of: Directions['of'],
): readonly NamedSchema[] {
  if (isBoth) return [{ name, schema, pointer, direction: 'both' }];
  const forResponses = of(schema, 'response');
  const response = { name, schema: forResponses, pointer, direction: 'response' } as const;
  if (requestName === undefined) return [response];
  const forRequests = of(schema, 'request');
  return [response, { name: requestName, schema: forRequests, pointer, direction: 'request' }];
}

/** The schemas with marked properties, and those that refer to them. */
function differingNames(named: readonly ReadSchema[], marks: Marks): ReadonlySet<string> {
  const usedBy = new Map<string, string[]>();
  const queue: string[] = [];
  for (const { name, schema } of named) {
    if (hasMarked(schema, marks)) queue.push(name);
    for (const to of refsIn(schema)) {
      const users = usedBy.get(to);
      if (users === undefined) usedBy.set(to, [name]);
      else users.push(name);
    }
  }
  const differing = new Set(queue);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    for (const user of usedBy.get(name) ?? []) {
      if (differing.has(user)) continue;
      differing.add(user);
      queue.push(user);
    }
  }
  return differing;
}

function hasMarked(schema: Schema, marks: Marks): boolean {
  if (!isJsonObject(schema)) return false;
  let found = false;
  eachSubschema(schema, (subschema, keyword) => {
    found ||=
      (keyword === 'properties' &&
        (marks.isMarked(subschema, 'readOnly') || marks.isMarked(subschema, 'writeOnly'))) ||
      hasMarked(subschema, marks);
  });
  return found;
}

interface Turning {
  readonly direction: Direction;
  readonly of: (schema: Schema, direction: Direction) => Schema;
  readonly rename: (name: string, direction: Direction) => string;
  readonly marks: Marks;
  /** Properties that this direction does not require. */
  readonly hidden: ReadonlySet<string>;
}

/** `isWhole`: the schema is all that is said about a value, not a part of an `allOf` or the like. */
function turn(schema: JsonObject, turning: Turning, isWhole: boolean): JsonObject {
  const { direction, rename, marks, of } = turning;
  const mark = direction === 'request' ? 'readOnly' : 'writeOnly';
  const hidden = isWhole ? marks.propertiesIn(schema, mark) : turning.hidden;
  const changed = changeSubschemas(schema, (subschema, keyword) => {
    if (!isJsonObject(subschema)) return subschema;
    if (isSamePlace(keyword)) return turn(subschema, { ...turning, hidden }, false);
    const next = of(subschema, direction);
    if (keyword !== 'properties' || !isJsonObject(next) || next[mark] === true) return next;
    return marks.isMarked(subschema, mark) ? { ...next, [mark]: true } : next;
  });
  const draft: Record<string, JsonValue> = {};
  const { required } = changed;
  if (isJsonArray(required) && hidden.size > 0) {
    const kept = required.filter((name) => typeof name === 'string' && !hidden.has(name));
    if (kept.length < required.length) draft['required'] = kept;
  }
  const name = refName(changed);
  if (name !== undefined && rename(name, direction) !== name) {
    draft['$ref'] = refTo(rename(name, direction));
  }
  const discriminator = renameMapping(changed['discriminator'], (to) => rename(to, direction));
  if (discriminator !== changed['discriminator'] && discriminator !== undefined) {
    draft['discriminator'] = discriminator;
  }
  return Object.keys(draft).length === 0 ? changed : { ...changed, ...draft };
}

function renameMapping(
  discriminator: JsonValue | undefined,
  rename: (name: string) => string,
): JsonValue | undefined {
  if (!isJsonObject(discriminator) || !isJsonObject(discriminator['mapping'])) return discriminator;
  const draft: Record<string, JsonValue> = {};
  let isChanged = false;
  for (const [value, name] of Object.entries(discriminator['mapping'])) {
    const next = typeof name === 'string' ? rename(name) : name;
    isChanged ||= next !== name;
    setOwn(draft, value, next);
  }
  return isChanged ? { ...discriminator, mapping: draft } : discriminator;
}

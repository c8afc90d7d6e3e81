import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { copyOf } from './rewrite.ts';
import { widenByNull } from './nullable.ts';

/** How a document writes schemas. */
export interface Dialect {
  readonly version: '2.0' | '3.0' | '3.1' | '3.2';
  /** `$ref` replaces its siblings: OpenAPI 2.0 and 3.0, JSON Schema up to draft 7. */
  readonly refStandsAlone: boolean;
}

interface Settling extends Dialect {
  /** Called for each keyword of another dialect than the document's, which is understood nevertheless. */
  readonly foreign: (keyword: string) => void;
}

/**
 * One schema object (not its subschemas) in the words of JSON Schema 2020-12, whatever dialect it was written in. The
 * dialects do not contradict each other except in what stands beside `$ref`, so keywords of the older ones are read the
 * same way in every version: real documents mix them, and `foreign` is told about it.
 */
export function settleDialect(
  schema: JsonObject,
  known: Dialect,
  foreign: Settling['foreign'],
): JsonObject {
  const { $ref } = schema;
  if (known.refStandsAlone && typeof $ref === 'string') {
    return Object.keys(schema).length === 1 ? schema : { $ref };
  }
  if (!hasOlderKeyword(schema)) return schema;
  const dialect: Settling = { ...known, foreign };
  const draft = copyOf(schema);
  settleBound(draft, 'minimum', 'exclusiveMinimum', dialect);
  settleBound(draft, 'maximum', 'exclusiveMaximum', dialect);
  settleTuple(draft, dialect);
  settleDependencies(draft, dialect);
  settleDiscriminator(draft);
  if (draft['type'] === 'file') settleFile(draft, dialect);
  return settleNullable(draft, dialect);
}

function hasOlderKeyword(schema: JsonObject): boolean {
  return (
    typeof schema['exclusiveMinimum'] === 'boolean' ||
    typeof schema['exclusiveMaximum'] === 'boolean' ||
    'nullable' in schema ||
    'x-nullable' in schema ||
    isJsonArray(schema['items']) ||
    'additionalItems' in schema ||
    'dependencies' in schema ||
    typeof schema['discriminator'] === 'string' ||
    schema['type'] === 'file'
  );
}

/** `minimum: 1, exclusiveMinimum: true` → `exclusiveMinimum: 1` (JSON Schema draft 4, OpenAPI 2.0 and 3.0). */
function settleBound(
  draft: Record<string, JsonValue>,
  bound: string,
  exclusive: string,
  dialect: Settling,
): void {
  const flag = draft[exclusive];
  if (typeof flag !== 'boolean') return;
  if (isNew(dialect)) dialect.foreign(`${exclusive}: ${flag}`);
  const limit = draft[bound];
  delete draft[exclusive];
  if (!flag || limit === undefined) return;
  delete draft[bound];
  draft[exclusive] = limit;
}

/** `items: [A, B], additionalItems: C` → `prefixItems: [A, B], items: C` (JSON Schema up to 2019-09). */
function settleTuple(draft: Record<string, JsonValue>, dialect: Settling): void {
  const { items, additionalItems } = draft;
  delete draft['additionalItems'];
  if (!isJsonArray(items)) return;
  dialect.foreign('items as an array');
  delete draft['items'];
  draft['prefixItems'] ??= items;
  if (additionalItems !== undefined) draft['items'] = additionalItems;
}

/** `dependencies` → `dependentRequired` and `dependentSchemas` (JSON Schema up to draft 7). */
function settleDependencies(draft: Record<string, JsonValue>, dialect: Settling): void {
  const { dependencies, dependentRequired, dependentSchemas } = draft;
  if (!isJsonObject(dependencies)) return;
  dialect.foreign('dependencies');
  delete draft['dependencies'];
  const members = Object.entries(dependencies);
  const lists = members.filter(([, value]) => isJsonArray(value));
  const schemas = members.filter(([, value]) => !isJsonArray(value));
  if (lists.length > 0) draft['dependentRequired'] = mergeMembers(lists, dependentRequired);
  if (schemas.length > 0) draft['dependentSchemas'] = mergeMembers(schemas, dependentSchemas);
}

function mergeMembers(
  own: readonly (readonly [string, JsonValue])[],
  known: JsonValue | undefined,
): JsonObject {
  return Object.fromEntries([...own, ...(isJsonObject(known) ? Object.entries(known) : [])]);
}

/** `discriminator: petType` → `discriminator: { propertyName: petType }` (OpenAPI 2.0). */
function settleDiscriminator(draft: Record<string, JsonValue>): void {
  const { discriminator } = draft;
  if (typeof discriminator === 'string') draft['discriminator'] = { propertyName: discriminator };
}

/** `type: file` → a binary string (OpenAPI 2.0). */
function settleFile(draft: Record<string, JsonValue>, dialect: Settling): void {
  if (dialect.version !== '2.0') dialect.foreign('type: file');
  draft['type'] = 'string';
  draft['format'] = 'binary';
}

function settleNullable(draft: Record<string, JsonValue>, dialect: Settling): JsonObject {
  const nullable =
    draft['nullable'] ?? (dialect.version === '2.0' ? draft['x-nullable'] : undefined);
  if ('nullable' in draft && (isNew(dialect) || dialect.version === '2.0')) {
    dialect.foreign('nullable');
  }
  delete draft['nullable'];
  if (dialect.version === '2.0') delete draft['x-nullable'];
  return nullable === true ? widenByNull(draft) : draft;
}

function isNew(dialect: Dialect): boolean {
  return dialect.version === '3.1' || dialect.version === '3.2';
}

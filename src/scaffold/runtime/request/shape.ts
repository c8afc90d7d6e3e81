import { compileSchema, type SchemaValidator } from '../schema/json-schema.ts';
import { getOwn, isRecord } from '../own.ts';
import { facetsOf, type Facet } from './shape-facets.ts';
import { admittedTypes, type JsonType } from './shape-types.ts';
import type { Schema, Schemas } from '../spec.ts';

/** How a value may lie on the wire: as one text, as a list of texts, or as names with values. */
export type Kind = 'text' | 'list' | 'entries';

/** What a schema says about reading values that arrive without types. */
export interface Shape {
  /** JSON types that the schema admits; `undefined`: any. */
  readonly types: ReadonlySet<JsonType> | undefined;
  /** Ways to read a value, most likely first. */
  readonly kinds: readonly Kind[];
  /** Declared property names. */
  readonly names: ReadonlySet<string>;
  /** Whether objects take further properties by declaration, not only by silence. */
  readonly open: boolean;
  /** Raw bytes: a file where the body is a multipart form. */
  readonly binary: boolean;
  readonly default: unknown;
  readonly validate: SchemaValidator;
  property(name: string): Shape;
  item(index: number): Shape;
}

/** The shape of a schema, memoised. Looks through `$ref`, `allOf`, `anyOf` and `oneOf`. */
export function shapeOf(schema: Schema, schemas: Schemas): Shape {
  if (typeof schema === 'boolean') return createShape(schema, schemas);
  let known = shapes.get(schemas);
  if (!known) shapes.set(schemas, (known = new WeakMap()));
  let shape = known.get(schema);
  if (!shape) known.set(schema, (shape = createShape(schema, schemas)));
  return shape;
}

const shapes = new WeakMap<Schemas, WeakMap<object, Shape>>();

function createShape(schema: Schema, schemas: Schemas): Shape {
  const facets = facetsOf(schema, schemas);
  const types = admittedTypes(schema, schemas);
  const names = new Set(facets.flatMap(({ keywords }) => Object.keys(properties(keywords))));
  const declaredOpen = facets.some(({ keywords }) => isOpen(keywords));
  const declared = new Map<string, Shape>();
  const items = new Map<number, Shape>();
  const open =
    declaredOpen || (names.size === 0 && !facets.some(({ keywords }) => isClosed(keywords)));
  const validator = lazy(() => compileSchema(schema, schemas));
  const further = lazy(() => shapeOf(anyOf(facets.flatMap(furtherSchemas)), schemas));
  const rest = lazy(() => shapeOf(anyOf(facets.flatMap(restSchemas)), schemas));
  const tupleLength = Math.max(0, ...facets.map(({ keywords }) => prefixItems(keywords).length));
  return {
    types,
    kinds: kindsOf(types, names.size > 0 || declaredOpen, facets),
    names,
    open,
    binary: facets.some(({ keywords, certain }) => certain && isBinary(keywords)),
    default: facets.find(({ keywords, certain }) => certain && Object.hasOwn(keywords, 'default'))
      ?.keywords['default'],
    validate: (value, field) => validator()(value, field),
    property: (name) =>
      names.has(name)
        ? remember(declared, name, () => shapeOf(anyOf(propertySchemas(facets, name)), schemas))
        : further(),
    item: (index) =>
      index < tupleLength
        ? remember(items, index, () => shapeOf(anyOf(itemSchemas(facets, index)), schemas))
        : rest(),
  };
}

function kindsOf(
  types: ReadonlySet<JsonType> | undefined,
  hasProperties: boolean,
  facets: readonly Facet[],
): readonly Kind[] {
  if (types === undefined) {
    if (hasProperties) return ['entries'];
    const hasItems = facets.some(({ keywords }) => restSchemas({ keywords, certain: true }).length);
    return hasItems ? ['list'] : ['text', 'list'];
  }
  const kinds: Kind[] = [];
  if ([...types].some((type) => type !== 'array' && type !== 'object')) kinds.push('text');
  if (types.has('array')) kinds.push('list');
  if (types.has('object')) kinds.push('entries');
  return kinds.length === 0 ? ['text'] : kinds;
}

type Keywords = Facet['keywords'];

function properties(keywords: Keywords): object {
  const value = keywords['properties'];
  return isRecord(value) ? value : {};
}

function prefixItems(keywords: Keywords): readonly Schema[] {
  const value = keywords['prefixItems'];
  return Array.isArray(value) ? (value as readonly Schema[]) : [];
}

function isOpen(keywords: Keywords): boolean {
  const further = keywords['additionalProperties'];
  return (
    (further !== undefined && further !== false) || Object.hasOwn(keywords, 'patternProperties')
  );
}

function isClosed(keywords: Keywords): boolean {
  return keywords['additionalProperties'] === false;
}

/** Binary in the words of OpenAPI 3.0 (`format: binary`) or 3.1 (`contentMediaType` without an encoding). */
function isBinary(keywords: Keywords): boolean {
  if (keywords['format'] === 'binary') return true;
  const type = keywords['contentMediaType'];
  return (
    typeof type === 'string' && keywords['contentEncoding'] === undefined && !type.includes('json')
  );
}

function propertySchemas(facets: readonly Facet[], name: string): readonly Schema[] {
  return facets.flatMap(({ keywords }) => asSchemas(getOwn(properties(keywords), name)));
}

function furtherSchemas({ keywords }: Facet): readonly Schema[] {
  const patterns = Object.values(keywords['patternProperties'] ?? {});
  return [...patterns, keywords['additionalProperties']].flatMap(asSchemas);
}

function itemSchemas(facets: readonly Facet[], index: number): readonly Schema[] {
  return facets.flatMap((facet) => {
    const own = prefixItems(facet.keywords)[index];
    return own === undefined ? restSchemas(facet) : [own];
  });
}

function restSchemas({ keywords }: Facet): readonly Schema[] {
  return asSchemas(keywords['items']);
}

function asSchemas(value: unknown): readonly Schema[] {
  return isRecord(value) ? [value] : [];
}

function anyOf(alternatives: readonly Schema[]): Schema {
  const [first = true] = alternatives;
  return alternatives.length > 1 ? { anyOf: alternatives } : first;
}

function remember<K, V>(known: Map<K, V>, key: K, create: () => V): V {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = create()));
  return value;
}

function lazy<T>(create: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= create());
}

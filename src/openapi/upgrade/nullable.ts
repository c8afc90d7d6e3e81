import { isJsonArray, setOwn, type JsonObject, type JsonValue } from '../../base/json.ts';
import { copyOf } from './rewrite.ts';

/** Keywords that say nothing about which values are valid; they stay outside when a schema is wrapped. */
const annotations: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'externalDocs',
  'xml',
  '$comment',
]);
const combinators = ['$ref', '$dynamicRef', 'allOf', 'anyOf', 'oneOf'] as const;

/**
 * A schema that also accepts `null`: what `nullable: true` means. OpenAPI 3.0.3 gives it a meaning beside `type` only;
 * beside `allOf`, `anyOf`, `oneOf` or `$ref` authors clearly mean that `null` is allowed as well, and beside `enum` that
 * `null` is one of its values. A schema without any of these accepts `null` anyway.
 */
export function widenByNull(schema: JsonObject): JsonObject {
  if (combinators.some((key) => key in schema)) return wrapped(schema);
  const draft = copyOf(schema);
  const { type, enum: values } = draft;
  if (isJsonArray(type)) {
    const types = type;
    if (!types.includes('null')) draft['type'] = [...types, 'null'];
  } else if (typeof type === 'string' && type !== 'null') draft['type'] = [type, 'null'];
  if (isJsonArray(values)) {
    const known = values;
    if (!known.includes(null)) draft['enum'] = [...known, null];
  } else if ('const' in draft && draft['const'] !== null) {
    draft['enum'] = [draft['const'] ?? null, null];
    delete draft['const'];
  }
  return draft;
}

/** `{ anyOf: [schema, { type: null }] }` with the annotations outside. */
function wrapped(schema: JsonObject): JsonObject {
  const outer: Record<string, JsonValue> = {};
  const inner: Record<string, JsonValue> = {};
  for (const key of Object.keys(schema)) {
    const isOutside = annotations.has(key) || key.startsWith('x-');
    setOwn(isOutside ? outer : inner, key, schema[key] ?? null);
  }
  outer['anyOf'] = [inner, { type: 'null' }];
  return outer;
}

import { isJsonObject, setOwn, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Schema } from '../../api/model.ts';

/**
 * A schema as `validators.ts` holds it: what the engine needs to judge and to convert values, without descriptions,
 * examples and other annotations.
 */
export function schemaData(schema: Schema): Schema {
  if (typeof schema === 'boolean') return schema;
  const data: Record<string, JsonValue> = {};
  for (const keyword of Object.keys(schema)) {
    const kind = keywords.get(keyword);
    const value = schema[keyword] ?? null;
    if (kind === 'value') data[keyword] = value;
    else if (kind === 'schema') data[keyword] = nested(value);
    else if (kind === 'list' && Array.isArray(value)) data[keyword] = value.map(nested);
    else if (kind === 'map' && isJsonObject(value)) data[keyword] = nestedMap(value);
  }
  return data;
}

function nested(value: JsonValue): JsonValue {
  return isJsonObject(value) ? schemaData(value) : value;
}

function nestedMap(map: JsonObject): JsonObject {
  const data: Record<string, JsonValue> = {};
  for (const name of Object.keys(map)) setOwn(data, name, nested(map[name] ?? null));
  return data;
}

/**
 * Keywords that the engine reads, by what they hold: JSON Schema 2020-12, `default`, which fills in
 * parameters, and `discriminator`, which makes messages clearer.
 */
const keywords: ReadonlyMap<string, Kind> = new Map([
  ...values(
    '$ref type const enum default format multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength ' +
      'minLength pattern maxItems minItems uniqueItems maxContains minContains maxProperties minProperties required ' +
      'dependentRequired contentEncoding contentMediaType discriminator',
    'value',
  ),
  ...values(
    'items contains additionalProperties propertyNames not if then else unevaluatedItems unevaluatedProperties ' +
      'contentSchema',
    'schema',
  ),
  ...values('allOf anyOf oneOf prefixItems', 'list'),
  ...values('properties patternProperties dependentSchemas', 'map'),
]);

type Kind = 'value' | 'schema' | 'list' | 'map';

function values(names: string, kind: Kind): readonly (readonly [string, Kind])[] {
  return names.split(' ').map((name) => [name, kind]);
}

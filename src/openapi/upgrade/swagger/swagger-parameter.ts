import { isJsonObject, setOwn, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { joinPointer, type Pointer } from '../pointer-path.ts';
import type { Located } from '../located.ts';
import type { Swagger } from './swagger.ts';

/** Members of a 2.0 parameter, header or `items` that belong to the parameter itself; the others make its schema. */
const ownMembers: ReadonlySet<string> = new Set([
  'name',
  'in',
  'description',
  'required',
  'allowEmptyValue',
  'collectionFormat',
  'deprecated',
]);

/** How an array is written in one text. */
export interface Style {
  readonly style: string;
  readonly explode: boolean;
}

/** A parameter in `path`, `query` or `header`, with its schema apart. */
export function parameterOf({ value, pointer }: Located, swagger: Swagger): JsonValue {
  if (!isJsonObject(value) || typeof value['$ref'] === 'string') return value;
  const draft: Record<string, JsonValue> = {};
  for (const key of Object.keys(value)) {
    const isOwn = ownMembers.has(key) || (key.startsWith('x-') && key !== 'x-nullable');
    if (isOwn && key !== 'collectionFormat') setOwn(draft, key, value[key] ?? null);
  }
  const style = styleOf(value, pointer, swagger);
  const schema = isJsonObject(value['schema'])
    ? value['schema']
    : schemaOfItems(value, pointer, swagger);
  return { ...draft, ...style, schema };
}

/** The schema of a parameter, form field, header or `items` object. */
export function schemaOfItems(value: JsonObject, pointer: Pointer, swagger: Swagger): JsonObject {
  const draft: Record<string, JsonValue> = {};
  for (const key of Object.keys(value)) {
    if (ownMembers.has(key) || (key.startsWith('x-') && key !== 'x-nullable')) continue;
    const member = value[key] ?? null;
    const at = joinPointer(pointer, key);
    if (key === 'items' && isJsonObject(member)) {
      if (member['type'] === 'array') swagger.lost('arrays within arrays', at);
      draft[key] = schemaOfItems(member, at, swagger);
    } else setOwn(draft, key, member);
  }
  return draft;
}

/** `collectionFormat` as a style. Undefined where the parameter is no array. */
export function styleOf(value: JsonObject, pointer: Pointer, swagger: Swagger): Style | undefined {
  if (value['type'] !== 'array') return undefined;
  const format = value['collectionFormat'] ?? 'csv';
  const isQuery = value['in'] === 'query' || value['in'] === 'formData';
  if (!isQuery) {
    if (format !== 'csv') swagger.lost(`collectionFormat ${JSON.stringify(format)}`, pointer);
    return { style: 'simple', explode: false };
  }
  if (format === 'multi') return { style: 'form', explode: true };
  if (format === 'ssv') return { style: 'spaceDelimited', explode: false };
  if (format === 'pipes') return { style: 'pipeDelimited', explode: false };
  if (format === 'csv') return { style: 'form', explode: false };
  swagger.lost(`collectionFormat ${JSON.stringify(format)}`, pointer);
  return { style: format === 'tsv' ? 'spaceDelimited' : 'form', explode: false };
}

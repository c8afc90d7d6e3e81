import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { follow } from '../../openapi/upgrade/located.ts';
import { joinPointer, type Pointer } from '../../openapi/upgrade/pointer-path.ts';
import type { Encoding, MediaType, ParameterStyle, Schema } from '../model.ts';
import { examplesOf } from './documentation.ts';
import { isBinary, isSequential, mediaTypeName } from './media-type-name.ts';
import type { Reading } from './reading.ts';
import { asSchema } from './schema-walk.ts';

/** The media types of a body. Those that differ in parameters only (`; version=1`) become one. */
export function readContent(
  content: JsonValue | undefined,
  pointer: Pointer,
  reading: Reading,
): readonly MediaType[] {
  if (!isJsonObject(content)) return [];
  const byType = new Map<string, MediaType>();
  for (const key of Object.keys(content)) {
    const at = joinPointer(pointer, key);
    const media = follow({ value: content[key] ?? null, pointer: at }, reading.document);
    for (const type of typesOf(key, at, reading)) {
      const value = isJsonObject(media.value) ? media.value : {};
      const next = readMediaType(type, value, media.pointer, reading);
      const known = byType.get(type);
      byType.set(type, known === undefined ? next : eitherOf(known, next));
    }
  }
  return [...byType.values()];
}

/** The types that a key names: `application/json, text/json` names two. */
function typesOf(key: string, pointer: Pointer, reading: Reading): readonly string[] {
  const parts = key.split(',').map(mediaTypeName);
  const types = parts.filter((type) => type !== undefined);
  if (types.length < parts.length) {
    reading.report.warning(
      'invalid-media-type',
      `${JSON.stringify(key)} is no media type${types.length === 0 ? '; any type is taken' : ''}`,
      pointer,
      'Write it as type/subtype: application/json.',
    );
  }
  return types.length === 0 ? ['*/*'] : types;
}

function readMediaType(
  type: string,
  value: JsonObject,
  pointer: Pointer,
  reading: Reading,
): MediaType {
  const rest = {
    encoding: readEncodings(value['encoding']),
    ...examplesOf(value, reading.document),
  };
  const schemaOf = (key: string): Schema | undefined => {
    const schema = value[key];
    return schema === undefined ? undefined : reading.schema(schema, joinPointer(pointer, key));
  };
  const itemSchema = schemaOf('itemSchema');
  const schema = schemaOf('schema');
  if (itemSchema !== undefined) return { type, itemSchema, ...rest };
  if (schema === undefined) return { type, ...rest };
  if (isSequential(type)) return { type, itemSchema: itemOf(schema), ...rest };
  if (isBinary(type)) return { type, ...binarySchema(schema), ...rest };
  if (type === 'multipart/form-data') return { type, schema: withFiles(schema), ...rest };
  return { type, schema, ...rest };
}

/** Before 3.2 had `itemSchema`, `schema` described an item, or an array of them. */
function itemOf(schema: Schema): Schema {
  if (!isJsonObject(schema) || schema['type'] !== 'array') return schema;
  return asSchema(schema['items']);
}

/** Of bytes a schema can only say that they are bytes; base64 is text. */
function binarySchema(schema: Schema): { readonly schema?: Schema } {
  if (!isJsonObject(schema)) return {};
  const { type, format, contentEncoding, description } = schema;
  if (format === 'byte' || contentEncoding !== undefined) return { schema };
  if (type !== undefined && type !== 'string') return { schema };
  if (type === undefined && Object.keys(schema).length > (description === undefined ? 0 : 1)) {
    return schema['contentMediaType'] === undefined ? { schema } : { schema: binary };
  }
  return type === undefined ? {} : { schema: binary };
}

const binary: JsonObject = { type: 'string', format: 'binary' };

/** In 3.1 a file of a form is `{}` or `{ contentMediaType }`; the model says `format: binary` for it. */
function withFiles(schema: Schema): Schema {
  if (!isJsonObject(schema) || !isJsonObject(schema['properties'])) return schema;
  const entries = Object.entries(schema['properties']);
  const changed = entries.map(([name, value]) => [name, asFile(value)] as const);
  if (changed.every(([, value], i) => value === entries[i]?.[1])) return schema;
  return { ...schema, properties: Object.fromEntries(changed) };
}

function asFile(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value;
  if (value['type'] === 'array' && isJsonObject(value['items'])) {
    const items = asFile(value['items']);
    return items === value['items'] ? value : { ...value, items };
  }
  const { contentMediaType, contentEncoding, type, ...rest } = value;
  const isFile =
    contentMediaType !== undefined &&
    contentEncoding === undefined &&
    (type === undefined || type === 'string');
  const isJson = typeof contentMediaType === 'string' && /[/+]json$/.test(contentMediaType);
  return isFile && !isJson ? { ...binary, ...rest } : value;
}

const styles: readonly ParameterStyle[] = ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'];

function readEncodings(encoding: JsonValue | undefined): readonly Encoding[] {
  if (!isJsonObject(encoding)) return [];
  return Object.entries(encoding).flatMap(([property, value]) => {
    if (!isJsonObject(value)) return [];
    const { contentType, explode } = value;
    const style = styles.find((known) => known === value['style']);
    const read: Encoding = {
      property,
      ...(typeof contentType === 'string' && { contentType }),
      ...(style !== undefined && { style }),
      ...(typeof explode === 'boolean' && { explode }),
    };
    return Object.keys(read).length > 1 ? [read] : [];
  });
}

function eitherOf(first: MediaType, second: MediaType): MediaType {
  const { schema: _, itemSchema: __, ...rest } = first;
  const schema = either(first.schema, second.schema);
  const itemSchema = either(first.itemSchema, second.itemSchema);
  return {
    ...rest,
    ...(schema !== undefined && { schema }),
    ...(itemSchema !== undefined && { itemSchema }),
  };
}

function either(first: Schema | undefined, second: Schema | undefined): Schema | undefined {
  if (first === undefined || second === undefined) return undefined;
  const isSame = JSON.stringify(first) === JSON.stringify(second);
  return isSame ? first : { anyOf: [first, second] };
}

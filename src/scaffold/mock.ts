import type { JsonValue } from '../base/json.ts';
import { isJsonObject, setOwn } from '../base/json.ts';
import { literal } from '../emit/literal.ts';
import type { ApiModel, MediaType, Operation, Response, Schema } from '../api/model.ts';
import { bodyKind, isParsed, isSequential } from './runtime/media-type.ts';
import type { MockAnswer } from './targets/target.ts';
import { concreteType, mediaValue } from '../api/sample/body.ts';
import { declaredOnly } from '../api/sample/declared.ts';
import { schemasOf } from '../api/sample/request.ts';
import { sample } from '../api/sample/sample.ts';
import { asSchema, shapeOf } from '../api/sample/shape.ts';

type NamedSchemas = Readonly<Record<string, Schema>>;

/**
 * What an operation answers without being written: its first success response, with the example of the document where
 * it is valid, else a sample, as TypeScript source. `undefined` where no body can be proven to be one.
 */
export function mockOf(operation: Operation, model: ApiModel): MockAnswer | undefined {
  const response = successOf(operation);
  if (response === undefined) return undefined;
  const status = /^\d{3}$/.test(response.status) ? Number(response.status) : 200;
  const media = response.content.find(isJson) ?? response.content[0];
  const schemas = schemasOf(model);
  const headers = headersOf(response, schemas);
  if (headers === undefined) return undefined;
  const isBodiless = operation.method === 'head' || status === 204 || status === 205;
  if (media === undefined || isBodiless) return { status, ...headers };
  const source = sourceOf(media, schemas);
  if (source === undefined) return undefined;
  return { status, type: concreteType(media), source, ...headers };
}

/** The header fields that must be there, if there are any; `undefined` where one of them cannot be made. */
function headersOf(
  { headers }: Response,
  schemas: NamedSchemas,
): Pick<MockAnswer, 'headers'> | undefined {
  const values: Record<string, JsonValue> = {};
  for (const { name, required, schema } of headers) {
    if (!required) continue;
    const made = sample(schema, schemas);
    if (made === undefined) return undefined;
    setOwn(values, name, made.value);
  }
  return Object.keys(values).length === 0 ? {} : { headers: literal(values) };
}

function successOf({ responses }: Operation): Response | undefined {
  const find = (pattern: RegExp): Response | undefined =>
    responses.find(({ status }) => pattern.test(status));
  return find(/^2\d\d$/) ?? find(/^2XX$/) ?? find(/^default$/);
}

function isJson(media: MediaType): boolean {
  return bodyKind(concreteType(media)) === 'json';
}

const BYTES = "new TextEncoder().encode('text')";

/** Of the type that `Operations` in `src/types/api.ts` gives the body of the answer. */
function sourceOf(media: MediaType, schemas: NamedSchemas): string | undefined {
  const type = concreteType(media);
  if (isSequential(type)) return streamSource(media, schemas);
  if (bodyKind(type) === 'multipart') return undefined;
  if (bodyKind(type) === 'bytes') return BYTES;
  if (!isParsed(type)) return literal(typeof media.example === 'string' ? media.example : 'text');
  if (isBinary(media.schema ?? true, schemas)) return BYTES;
  const value = mediaValue(media, schemas);
  if (value === undefined) return undefined;
  return literal(declaredOnly(value, media.schema ?? true, schemas));
}

function isBinary(schema: Schema, schemas: NamedSchemas): boolean {
  return shapeOf(schema, schemas)?.keywords['format'] === 'binary';
}

/** One item, as the handler would give many. */
function streamSource(media: MediaType, schemas: NamedSchemas): string | undefined {
  const schema = itemSchema(media, schemas);
  const item = sample(schema, schemas)?.value;
  if (item === undefined) return undefined;
  const shown = declaredOnly(item, schema, schemas);
  // A generator would lose the types of literals where the argument's type depends on the status (Koa).
  return `ReadableStream.from(${literal([shown])})`;
}

/** As declared, or the items of the array that the whole stream is declared to be. */
function itemSchema({ itemSchema: declared, schema }: MediaType, schemas: NamedSchemas): Schema {
  if (declared !== undefined) return declared;
  const items: JsonValue | undefined = shapeOf(schema ?? true, schemas)?.keywords['items'];
  return items === undefined && isJsonObject(schema) ? schema : asSchema(items);
}

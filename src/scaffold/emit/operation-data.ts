import { setOwn, type JsonObject, type JsonValue } from '../../base/json.ts';
import type {
  Encoding,
  MediaType,
  Operation,
  Parameter,
  RequestBody,
  Response,
  ResponseHeader,
  Schema,
} from '../../api/model.ts';
import { schemaData } from './schema-data.ts';

/** An operation as `validators.ts` holds it: an `OperationSpec` of `runtime/spec.ts`, without what is the default. */
export function operationData(operation: Operation, basePath: string): JsonObject {
  const { operationId, method, path, parameters, body } = operation;
  const security = securityData(operation);
  return compact({
    operationId,
    method: method.toUpperCase(),
    path: basePath + path,
    parameters:
      parameters.length === 0 ? undefined : parameters.map((part) => once(part, parameterData)),
    body: body === undefined ? undefined : once(body, bodyData),
    responses: byKey(
      operation.responses,
      ({ status }) => status,
      (part) => once(part, responseData),
    ),
    security: security.length === 0 ? undefined : security,
  });
}

/** Operations share what they have in common. */
function once<Part extends object>(part: Part, dataOf: (part: Part) => JsonObject): JsonObject {
  const data = known.get(part) ?? dataOf(part);
  known.set(part, data);
  return data;
}

const known = new WeakMap<object, JsonObject>();

function parameterData(parameter: Parameter): JsonObject {
  const { name, style, explode, content } = parameter;
  const isStyled = content === undefined && parameter.in !== 'querystring';
  return compact({
    name,
    in: parameter.in,
    required: parameter.required || undefined,
    style: isStyled && style !== defaultStyle(parameter) ? style : undefined,
    explode: isStyled && explode !== defaultExplode(style) ? explode : undefined,
    content,
    schema: meaningful(parameter.schema),
  });
}

function defaultStyle(parameter: Parameter): Parameter['style'] {
  return parameter.in === 'path' || parameter.in === 'header' ? 'simple' : 'form';
}

function defaultExplode(style: Parameter['style']): boolean {
  return style === 'form' || style === 'cookie';
}

function bodyData({ required, content }: RequestBody): JsonObject {
  return compact({ required: required || undefined, content: contentData(content) });
}

function contentData(content: readonly MediaType[]): JsonObject {
  return byKey(
    content,
    ({ type }) => type,
    ({ schema, itemSchema, encoding }) =>
      compact({
        schema: meaningful(schema),
        itemSchema: meaningful(itemSchema),
        encoding:
          encoding.length === 0
            ? undefined
            : byKey(encoding, ({ property }) => property, encodingData),
      }),
  );
}

function encodingData({ contentType, style, explode }: Encoding): JsonObject {
  return compact({ contentType, style, explode });
}

function responseData({ headers, content }: Response): JsonObject {
  return compact({
    headers: headers.length === 0 ? undefined : byKey(headers, ({ name }) => name, headerData),
    content: content.length === 0 ? undefined : contentData(content),
  });
}

function headerData({ required, schema }: ResponseHeader): JsonObject {
  return compact({ required: required || undefined, schema: meaningful(schema) });
}

/** Alternatives with the scopes by scheme; `{}` lets anonymous callers in. */
function securityData({ security, securityOptional }: Operation): readonly JsonObject[] {
  const alternatives = security.map((alternative) =>
    byKey(
      alternative,
      ({ scheme }) => scheme,
      ({ scopes }) => scopes,
    ),
  );
  return securityOptional && alternatives.length > 0 ? [...alternatives, {}] : alternatives;
}

/** The schema, unless it admits everything anyway. */
function meaningful(schema: Schema | undefined): Schema | undefined {
  if (schema === undefined || schema === true) return undefined;
  const data = schemaData(schema);
  return typeof data === 'object' && Object.keys(data).length === 0 ? undefined : data;
}

function byKey<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  valueOf: (item: Item) => JsonValue,
): JsonObject {
  const object: Record<string, JsonValue> = {};
  for (const item of items) setOwn(object, keyOf(item), valueOf(item));
  return object;
}

/** The object without its absent members. */
function compact(members: { readonly [key: string]: JsonValue | undefined }): JsonObject {
  const object: Record<string, JsonValue> = {};
  for (const key of Object.keys(members)) {
    const value = members[key];
    if (value !== undefined) object[key] = value;
  }
  return object;
}

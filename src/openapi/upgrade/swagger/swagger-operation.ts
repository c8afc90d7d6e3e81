import { isJsonObject, setOwn, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { joinPointer } from '../pointer-path.ts';
import { copyOf } from '../rewrite.ts';
import { contentOf, mediaTypes } from './swagger-content.ts';
import { follow, listOf, type Located } from '../located.ts';
import { convertedOnce, mapMembers, type Swagger } from './swagger.ts';
import { parameterOf, schemaOfItems, styleOf } from './swagger-parameter.ts';
import { convertReference } from './swagger-reference.ts';
import { convertResponse } from './swagger-response.ts';

const URLENCODED = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

/** An operation with a request body, responses with content, and parameters with schemas. */
export function convertOperation(
  operation: Located,
  shared: readonly Located[],
  swagger: Swagger,
): JsonValue {
  if (!isJsonObject(operation.value)) return operation.value;
  const draft = copyOf(operation.value);
  const consumes = draft['consumes'] ?? swagger.root['consumes'];
  const produces = draft['produces'] ?? swagger.root['produces'];
  for (const key of ['consumes', 'produces', 'schemes', 'parameters']) delete draft[key];

  const { plain, body, fields } = sortParameters(shared, listOf(operation, 'parameters'), swagger);
  if (plain.length > 0) draft['parameters'] = plain;
  if (body !== undefined) {
    draft['requestBody'] = convertedOnce(swagger, ['body', body, consumes], () =>
      requestBodyOf(body, consumes),
    );
  } else if (fields.length > 0) draft['requestBody'] = formOf(fields, consumes, swagger);

  if (operation.value['responses'] !== undefined) {
    const at = joinPointer(operation.pointer, 'responses');
    draft['responses'] = mapMembers(operation.value['responses'], at, (value, pointer, key) =>
      key.startsWith('x-')
        ? value
        : convertedOnce(swagger, ['response', value, produces], () =>
            convertResponse({ value, pointer }, produces, swagger),
          ),
    );
  }
  return draft;
}

interface SortedParameters {
  readonly plain: readonly JsonValue[];
  readonly body: JsonObject | undefined;
  readonly fields: readonly Located[];
}

/** Path-level parameters are moved to the operation: in OpenAPI 3 a path cannot have a body. */
function sortParameters(
  shared: readonly Located[],
  own: readonly Located[],
  swagger: Swagger,
): SortedParameters {
  const located = (parameter: Located) => ({ parameter, target: follow(parameter, swagger.root) });
  const ownOnes = own.map(located);
  const overridden = new Set(ownOnes.map(({ target }) => identityOf(target.value)));
  const inherited = shared
    .map(located)
    .filter(({ target }) => !overridden.has(identityOf(target.value)));
  const plain: JsonValue[] = [];
  const fields: Located[] = [];
  let body: JsonObject | undefined;
  for (const { parameter, target } of [...inherited, ...ownOnes]) {
    const { value } = target;
    const where = isJsonObject(value) ? value['in'] : undefined;
    if (where === 'body' && isJsonObject(value)) body = value;
    else if (where === 'formData') fields.push(target);
    else plain.push(plainParameter(parameter, target, swagger));
  }
  return { plain, body, fields };
}

function identityOf(value: JsonValue): string {
  if (!isJsonObject(value)) return '';
  return value['in'] === 'body' ? 'body' : JSON.stringify([value['in'], value['name']]);
}

function plainParameter(parameter: Located, target: Located, swagger: Swagger): JsonValue {
  const ref = isJsonObject(parameter.value) ? parameter.value['$ref'] : undefined;
  if (typeof ref === 'string' && /^#\/parameters\/[^/]+$/.test(ref)) {
    return { $ref: convertReference(ref) };
  }
  return convertedOnce(swagger, ['parameter', target.value], () => parameterOf(target, swagger));
}

function requestBodyOf(body: JsonObject, consumes: JsonValue | undefined): JsonObject {
  const { description, required } = body;
  return {
    ...(description !== undefined && { description }),
    ...(required !== undefined && { required }),
    content: contentOf({ schema: body['schema'] ?? {} }, consumes),
  };
}

/** The fields of a form as one object schema, with the way arrays are written as encodings. */
function formOf(
  fields: readonly Located[],
  consumes: JsonValue | undefined,
  swagger: Swagger,
): JsonObject {
  const properties: Record<string, JsonValue> = {};
  const encoding: Record<string, JsonValue> = {};
  const required: string[] = [];
  for (const { value, pointer } of fields) {
    if (!isJsonObject(value) || typeof value['name'] !== 'string') continue;
    const { name, description } = value;
    const schema = schemaOfItems(value, pointer, swagger);
    setOwn(properties, name, description === undefined ? schema : { description, ...schema });
    const style = styleOf(value, pointer, swagger);
    if (style !== undefined) setOwn(encoding, name, { ...style });
    if (value['required'] === true) required.push(name);
  }
  const schema = { type: 'object', properties, ...(required.length > 0 && { required }) };
  const hasFile = fields.some(({ value }) => isJsonObject(value) && value['type'] === 'file');
  const content: Record<string, JsonValue> = {};
  for (const type of formTypes(consumes, hasFile)) {
    setOwn(content, type, { schema, ...(Object.keys(encoding).length > 0 && { encoding }) });
  }
  return { required: required.length > 0, content };
}

function formTypes(consumes: JsonValue | undefined, hasFile: boolean): readonly string[] {
  const fallback = hasFile ? MULTIPART : URLENCODED;
  const isForm = (type: string) =>
    type.startsWith(MULTIPART) || (!hasFile && type.startsWith(URLENCODED));
  const declared = mediaTypes(consumes, fallback).filter(isForm);
  return declared.length === 0 ? [fallback] : declared;
}

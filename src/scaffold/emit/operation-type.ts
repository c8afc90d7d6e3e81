import { memberName, quoted } from '../../emit/code.ts';
import type { TypeMember, TypeNode } from '../../emit/type-node.ts';
import { isJsonObject } from '../../base/json.ts';
import type { Operation, OutgoingRequest, Parameter, Response, Schema } from '../../api/model.ts';
import { answerBodyType, mediaTypeType, requestBodyType } from './body-type.ts';
import { keyword, undefinedType, unionOf, unknownType } from './combine-types.ts';
import { referencedName } from './file-schemas.ts';
import { docText } from './schema-doc.ts';
import { schemaType } from './schema-type.ts';
import type { TypeContext } from './type-context.ts';

const emptyType: TypeNode = { kind: 'reference', name: 'Empty' };

/** One member of `Operations`: what a handler receives and what it may answer. */
export function operationMember(operation: Operation, context: TypeContext): TypeMember {
  const { method, path, summary = '', parameters } = operation;
  const title = `${method.toUpperCase()} ${path}${summary === '' ? '' : ` — ${summary}`}`;
  const inPlace = (...places: readonly Parameter['in'][]): TypeNode =>
    parametersType(
      parameters.filter((parameter) => places.includes(parameter.in)),
      context,
    );
  return {
    key: memberName(operation.id),
    doc: docText(title, operation.deprecated) ?? title,
    type: {
      kind: 'object',
      members: [
        { key: 'params', type: inPlace('path') },
        { key: 'query', type: inPlace('query', 'querystring') },
        { key: 'headers', type: inPlace('header') },
        { key: 'cookies', type: inPlace('cookie') },
        { key: 'body', type: requestBodyType(operation.body, context) },
        { key: 'principal', type: principalType(operation) },
        { key: 'responses', type: responsesType(operation, context) },
      ],
    },
  };
}

/** One member of `Outgoing`: what this server sends, and what may come back. */
export function outgoingMember(request: OutgoingRequest, context: TypeContext): TypeMember {
  return {
    key: memberName(request.name),
    doc: `${request.method.toUpperCase()} ${request.kind}`,
    type: {
      kind: 'object',
      members: [
        { key: 'body', type: requestBodyType(request.body, context) },
        { key: 'responses', type: responsesType(request, context) },
      ],
    },
  };
}

function parametersType(parameters: readonly Parameter[], context: TypeContext): TypeNode {
  if (parameters.length === 0) return emptyType;
  return {
    kind: 'object',
    members: parameters.map((parameter) =>
      sharedMember(context, parameter, () => ({
        key: parameterKey(parameter, context),
        type: schemaType(parameter.schema, { direction: 'request', binary: 'string' }, context),
        ...(parameter.deprecated && { doc: '@deprecated' }),
      })),
    ),
  };
}

/** Operations share what they have in common. */
function sharedMember(
  context: TypeContext,
  part: Parameter | Response,
  make: () => TypeMember,
): TypeMember {
  const known = context.members.get(part) ?? { ...make(), isShared: true };
  context.members.set(part, known);
  return known;
}

function parameterKey({ name, required, schema }: Parameter, context: TypeContext): string {
  return memberName(name) + (required || hasDefault(schema, context) ? '' : '?');
}

/** Longest chain of references that is followed to find a default. */
const maxReferences = 20;

function hasDefault(schema: Schema, context: TypeContext): boolean {
  let current: Schema | undefined = schema;
  for (let hops = 0; hops < maxReferences && isJsonObject(current); hops++) {
    if (current['default'] !== undefined) return true;
    const reference: unknown = current['$ref'];
    if (typeof reference !== 'string') return false;
    current = context.schemas.get(referencedName(reference))?.schema;
  }
  return false;
}

/**
 * Ids of the security schemes that a caller may have passed: of each alternative the first scheme, whose principal the
 * runtime hands on. `undefined` where anyone may call.
 */
function principalType({ security, securityOptional }: Operation): TypeNode {
  const first = security.flatMap((alternative) => alternative.slice(0, 1));
  const schemes = first.map(({ scheme }) => keyword(quoted(scheme)));
  const isOpen = securityOptional || schemes.length === 0;
  return unionOf(isOpen ? [...schemes, undefinedType] : schemes);
}

function responsesType(
  { method, responses }: Pick<Operation, 'method' | 'responses'>,
  context: TypeContext,
): TypeNode {
  return {
    kind: 'object',
    members: responses.map((response) => {
      const make = (): TypeMember => ({
        key: /^\d+$/.test(response.status) ? response.status : memberName(response.status),
        type: responseType(response, method === 'head', context),
      });
      return method === 'head' ? make() : sharedMember(context, response, make);
    }),
  };
}

function responseType(response: Response, isHead: boolean, context: TypeContext): TypeNode {
  const headers = headersType(response, context);
  if (isHead || isBodiless(response.status)) return shape(undefinedType, undefinedType, headers);
  if (response.content.length === 0) {
    return shape(unionOf([keyword("'application/json'"), undefinedType]), unknownType, headers);
  }
  return unionOf(
    response.content.map((media) =>
      shape(mediaTypeType(media), answerBodyType(media, context), headers),
    ),
  );
}

/** RFC 9110, section 6.4.1. */
function isBodiless(status: string): boolean {
  return status.startsWith('1') || status === '204' || status === '205' || status === '304';
}

function shape(type: TypeNode, body: TypeNode, headers: TypeNode): TypeNode {
  return {
    kind: 'object',
    members: [
      { key: 'type', type },
      { key: 'body', type: body },
      { key: 'headers', type: headers },
    ],
  };
}

function headersType(response: Response, context: TypeContext): TypeNode {
  if (response.headers.length === 0) return emptyType;
  return {
    kind: 'object',
    members: response.headers.map(({ name, required, schema }) => ({
      key: memberName(name) + (required ? '' : '?'),
      type: schemaType(schema, { direction: 'response', binary: 'string' }, context),
    })),
  };
}

import type {
  MediaType,
  Operation,
  OutgoingRequest,
  Parameter,
  RequestBody,
  Response,
  Schema,
} from '../../api-model.ts';
import type { Direction, Directions } from './directions.ts';

/** Operations with the schemas of requests in requests and those of responses in responses. */
export interface DirectedOperations {
  readonly operation: (operation: Operation) => Operation;
  readonly outgoing: (request: OutgoingRequest) => OutgoingRequest;
}

/**
 * For what the server itself sends (webhooks, callbacks) the directions are turned round: `readOnly` values belong to the
 * server, so it may send them.
 */
export function directOperations(directions: Directions): DirectedOperations {
  const content = (types: readonly MediaType[], direction: Direction): readonly MediaType[] =>
    types.map((type) => ({
      ...type,
      ...(type.schema !== undefined && { schema: directions.of(type.schema, direction) }),
      ...(type.itemSchema !== undefined && {
        itemSchema: directions.of(type.itemSchema, direction),
      }),
    }));
  const body = (
    request: RequestBody | undefined,
    direction: Direction,
  ): { readonly body?: RequestBody } =>
    request === undefined
      ? {}
      : { body: { ...request, content: content(request.content, direction) } };
  const withSchema = <T extends { readonly schema: Schema }>(
    holder: T,
    direction: Direction,
  ): T => {
    const schema = directions.of(holder.schema, direction);
    return schema === holder.schema ? holder : { ...holder, schema };
  };
  const known = {
    request: new WeakMap<readonly unknown[], readonly MediaType[]>(),
    response: new WeakMap<readonly unknown[], readonly MediaType[]>(),
  };
  const sharedContent = (types: readonly MediaType[], direction: Direction) => {
    const result = known[direction].get(types) ?? content(types, direction);
    known[direction].set(types, result);
    return result;
  };
  const responses = (list: readonly Response[], direction: Direction): readonly Response[] =>
    list.map((response) => ({
      ...response,
      headers: response.headers.map((header) => withSchema(header, direction)),
      content: sharedContent(response.content, direction),
    }));
  return {
    operation: (operation) => ({
      ...operation,
      parameters: operation.parameters.map((p: Parameter) => withSchema(p, 'request')),
      ...body(operation.body, 'request'),
      responses: responses(operation.responses, 'response'),
    }),
    outgoing: (request) => ({
      ...request,
      ...body(request.body, 'response'),
      responses: responses(request.responses, 'request'),
    }),
  };
}

import type {
  MediaType,
  Operation,
  OutgoingRequest,
  RequestBody,
  Response,
  Schema,
} from '../model.ts';
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
  const request = turnTowards(directions, 'request');
  const response = turnTowards(directions, 'response');
  return {
    operation: (operation) => ({
      ...operation,
      parameters: operation.parameters.map(request.holder),
      ...request.body(operation.body),
      responses: operation.responses.map(response.response),
    }),
    outgoing: (outgoing) => ({
      ...outgoing,
      ...response.body(outgoing.body),
      responses: outgoing.responses.map(request.response),
    }),
  };
}

interface Towards {
  /** A parameter or header. */
  readonly holder: <T extends { readonly schema: Schema }>(holder: T) => T;
  readonly body: (body: RequestBody | undefined) => { readonly body?: RequestBody };
  readonly response: (response: Response) => Response;
}

function turnTowards(directions: Directions, direction: Direction): Towards {
  // Operations share bodies and responses, and so they do afterwards.
  const bodies = new WeakMap<RequestBody, RequestBody>();
  const known = new WeakMap<Response, Response>();
  const turn = (schema: Schema) => directions.of(schema, direction);
  const content = (types: readonly MediaType[]): readonly MediaType[] =>
    types.map((type): MediaType => {
      const schema = type.schema === undefined ? undefined : turn(type.schema);
      const itemSchema = type.itemSchema === undefined ? undefined : turn(type.itemSchema);
      if (schema === type.schema && itemSchema === type.itemSchema) return type;
      return Object.assign(
        { ...type },
        schema !== undefined && { schema },
        itemSchema !== undefined && { itemSchema },
      );
    });
  const holder: Towards['holder'] = (owner) => {
    const schema = turn(owner.schema);
    return schema === owner.schema ? owner : { ...owner, schema };
  };
  return {
    holder,
    body(body) {
      if (body === undefined) return {};
      const turned = bodies.get(body) ?? { ...body, content: content(body.content) };
      bodies.set(body, turned);
      return { body: turned };
    },
    response(response) {
      const before = known.get(response);
      if (before !== undefined) return before;
      const headers = response.headers.map(holder);
      const turned = { ...response, headers, content: content(response.content) };
      known.set(response, turned);
      return turned;
    },
  };
}

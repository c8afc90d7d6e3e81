import { code } from '../../../emit/code.ts';

/** `src/routes/handler.gen.ts`: what a handler of an operation is given, and what it may answer. */
export function handlerTypes(): string {
  return code`
    import type { IncomingHttpHeaders } from 'node:http';
    import type { FastifyReply, FastifyRequest } from 'fastify';
    import type { AppVerifiers } from '../middleware/auth.ts';
    import type {
      Answer,
      AnswerShape,
      HeadersOf,
      NeedsHeaders,
      ResponseOf,
      ShapeOfType,
      StatusOf,
      StreamBody,
      TypeOf,
    } from '../runtime/reply/answer-types.gen.ts';
    import type { PrincipalOf } from '../runtime/security/security.gen.ts';
    import type { Operations } from '../types/api.ts';

    export type OperationId = keyof Operations;

    /** Carries out one operation: takes a checked request, and returns one of the declared answers. */
    export type Handler<Id extends OperationId> = (
      request: Request<Id>,
      reply: Reply<Id>,
    ) => Answer | Promise<Answer>;

    /** Fastify's request, with the parts that the document declares checked, converted and typed. */
    export interface Request<Id extends OperationId> extends Omit<
      FastifyRequest,
      'params' | 'query' | 'headers' | 'cookies' | 'body' | 'principal'
    > {
      readonly params: Operations[Id]['params'];
      readonly query: Operations[Id]['query'];
      readonly headers: WithRaw<Operations[Id]['headers']>;
      readonly cookies: Operations[Id]['cookies'];
      readonly body: Operations[Id]['body'];
      /** Who calls, as the verifier in \`middleware/auth.ts\` says. */
      readonly principal: PrincipalOf<AppVerifiers, Operations[Id]['principal']>;
    }

    /** All header fields as text, save the declared ones, which have their types. */
    type WithRaw<Headers> = string extends keyof Headers
      ? IncomingHttpHeaders
      : IncomingHttpHeaders & Headers;

    /** Fastify's reply, where every answer begins with a declared status: \`return reply.code(200).send(user)\`. */
    export interface Reply<Id extends OperationId> extends Omit<FastifyReply, Replaced> {
      code<Status extends StatusOf<Operations[Id]['responses']>>(
        status: Status,
      ): StatusReply<ResponseOf<Operations[Id]['responses'], Status>>;
      /** 501, until the handler is written. */
      notImplemented(): never;
      header(name: string, value: string | number | string[]): this;
      headers(values: Readonly<Record<string, string | number | string[]>>): this;
    }

    /** What would send an answer past its declaration, or lead to it by the type of what it returns. */
    type Replaced =
      | ('code' | 'status' | 'statusCode' | 'send' | 'then' | 'redirect' | 'hijack' | 'callNotFound')
      | ('header' | 'headers' | 'removeHeader' | 'type' | 'notImplemented')
      | ('serializer' | 'serialize' | 'serializeInput' | 'getSerializationFunction')
      | ('compileSerializationSchema' | 'trailer' | 'removeTrailer');

    /** What follows \`code()\`: the body, or first the headers where the document requires any. */
    type StatusReply<Shape> = [Shape] extends [AnswerShape]
      ? NeedsHeaders<Shape> extends true
        ? { headers(values: HeadersOf<Shape>): Unsent<Shape> }
        : Unsent<Shape>
      : never;

    /** An answer with a status, up to the call that sends it. */
    export interface Unsent<Shape extends AnswerShape> {
      header<Name extends string & keyof HeadersOf<Shape>>(
        name: Name,
        value: HeadersOf<Shape>[Name],
      ): Unsent<Shape>;
      headers(values: Partial<HeadersOf<Shape>>): Unsent<Shape>;
      /** Chooses among several declared media types. */
      type<Type extends TypeOf<Shape>>(type: Type): Unsent<ShapeOfType<Shape, Type>>;
      /** A value, text or bytes, or what is to be sent piece by piece. */
      send(...body: BodyOf<Shape>): Answer;
    }

    type BodyOf<Shape extends AnswerShape> = undefined extends Shape['type']
      ? [body?: Shape['body']]
      : [body: Shape['body'] | StreamBody<Shape>];
  `;
}

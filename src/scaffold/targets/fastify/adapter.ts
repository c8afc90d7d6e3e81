import { code } from '../../../emit/code.ts';
import { routeOptions } from '../shared/snippets.ts';

/** `src/routes/adapter.gen.ts`: what happens around each handler. */
export function adapter(): string {
  return code`
    import { Readable } from 'node:stream';
    import type {
      FastifyInstance,
      FastifyReply,
      FastifyRequest,
      RouteShorthandOptionsWithHandler,
    } from 'fastify';
    import type { AppVerifiers } from '../middleware/auth.ts';
    import { operations, operationSpecs, schemas, securitySchemes } from '../middleware/validators.ts';
    import {
      HttpError,
      methodNotAllowed,
      notFound,
      notImplemented,
    } from '../runtime/http-error.gen.ts';
    import { bodyKind } from '../runtime/media-type.gen.ts';
    import type { RuntimeOperation } from '../runtime/operation.gen.ts';
    import { createAllowedMethods } from '../runtime/paths.gen.ts';
    import { readBody, takeBody } from '../runtime/server/read-body.gen.ts';
    import { headerText, prepareAnswer, withCharset } from '../runtime/reply/render.gen.ts';
    import { encodeBody, encodeStream, isStream } from '../runtime/reply/reply.gen.ts';
    import { createSecurity } from '../runtime/security/security.gen.ts';
    import type { ValidRequest } from '../runtime/spec.gen.ts';
    import type { Handler, OperationId } from './handler.gen.ts';
    import { addSchemas, routeSchema } from './schema.gen.ts';
    import { serializerOf } from './serializer.gen.ts';

    declare module 'fastify' {
      interface FastifyContextConfig {
        /** What a route carries out. */
        operation?: RuntimeOperation;
      }
    }

    export interface RouteOptions {
      ${routeOptions}
    }

    /** Makes the options of a route out of the handler of an operation. */
    export type Adapter = <Id extends OperationId>(
      id: Id,
      handler: Handler<Id>,
    ) => RouteShorthandOptionsWithHandler;

    /** Around each handler: who calls, is the request as declared, and, in development, is the answer. */
    export function createAdapter(app: FastifyInstance, options: RouteOptions): Adapter {
      prepare(app, options);
      const security = createSecurity(securitySchemes, options.verifiers);
      return (id, handler) => {
        const operation: RuntimeOperation = operations[id];
        const { spec } = operation;
        return {
          schema: routeSchema(spec),
          // Both jobs are done below: requests as a whole, and answers when they are known.
          validatorCompiler: () => () => true,
          serializerCompiler: () => JSON.stringify,
          config: { operation },
          onRequest: [begin(operation, options), ...(spec.security ? [identify(spec, security)] : [])],
          preValidation: receive(operation, options),
          handler: answer(handler as unknown as Run, operation, options),
        };
      };
    }

    /** For what no route takes: 405 where the path has other methods, and an answer to \`OPTIONS\`. */
    export function otherwise(): (request: FastifyRequest, reply: FastifyReply) => void {
      const allowedMethods = createAllowedMethods(operationSpecs);
      return ({ method, originalUrl }, reply) => {
        const allowed = allowedMethods(originalUrl);
        if (method === 'OPTIONS' && allowed.length > 0) {
          reply.code(204).header('allow', allowed.join(', ')).send();
          return;
        }
        const isOther = allowed.length > 0 && !allowed.includes(method);
        throw isOther ? methodNotAllowed(allowed) : notFound();
      };
    }

    type Run = (request: FastifyRequest, reply: FastifyReply) => unknown;
    type Incoming = FastifyRequest & { principal: unknown; cookies: unknown; takesBody: boolean };

    function prepare(app: FastifyInstance, { bodyLimitBytes }: RouteOptions): void {
      addSchemas(app, schemas);
      app.removeAllContentTypeParsers();
      // All types: what Fastify finds by an expression it remembers, other than by '*'.
      app.addContentTypeParser(/^/, (request, _payload, done) => {
        if (!(request as Incoming).takesBody) done(null);
        // The answer to what cannot be read is given as to any other request.
        else takeBody(request.raw, bodyLimitBytes, (error, body) => done(null, error ?? body));
      });
      for (const name of ['principal', 'cookies', 'takesBody']) {
        if (!app.hasRequestDecorator(name)) app.decorateRequest(name);
      }
      app.decorateReply('notImplemented', function refuse(this: FastifyReply) {
        const { operation } = this.request.routeOptions.config;
        throw notImplemented(operation?.spec.operationId ?? '');
      });
    }

    function begin({ wireId, spec }: RuntimeOperation, { development }: RouteOptions) {
      return (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
        // Fastify takes nothing for the value of a variable; the document does not.
        if (Object.values(request.params as object).includes('')) {
          reply.callNotFound();
          return;
        }
        if (development) reply.header('x-operation-id', wireId);
        (request as Incoming).takesBody = spec.body !== undefined;
        done();
      };
    }

    function identify(
      { security: requirements }: RuntimeOperation['spec'],
      security: ReturnType<typeof createSecurity>,
    ) {
      return async (request: FastifyRequest, reply: FastifyReply) => {
        const { method, originalUrl: url, headers } = request;
        reply.header('cache-control', 'no-store');
        const caller = await security.authenticate(requirements, { method, url, headers });
        (request as Incoming).principal = caller?.principal;
      };
    }

    function receive(operation: RuntimeOperation, { bodyLimitBytes }: RouteOptions) {
      const { method, body } = operation.spec;
      // Fastify would insist on a content type with this method, so it knows of no body there.
      if (method === 'QUERY' && body !== undefined) {
        return async (request: FastifyRequest) => {
          await check(operation, request, await readBody(request.raw, bodyLimitBytes));
        };
      }
      return (request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void) => {
        try {
          if (request.body instanceof HttpError) throw request.body;
          const checked = check(operation, request, request.body as Uint8Array | undefined);
          if (checked !== undefined) return checked;
        } catch (error) {
          return done(error as Error);
        }
        return done();
      };
    }

    /** A promise only where there is something to wait for: it would cost more than the check itself. */
    function check(operation: RuntimeOperation, request: FastifyRequest, body: Uint8Array | undefined) {
      const { method, originalUrl: url, headers } = request;
      const valid = operation.read({ method, url, headers, body });
      return valid instanceof Promise
        ? valid.then((later) => apply(request, later))
        : apply(request, valid);
    }

    function apply(request: FastifyRequest, valid: ValidRequest): void {
      request.params = valid.params;
      request.query = valid.query;
      (request as Incoming).cookies = valid.cookies;
      request.body = valid.body;
      // Fastify adds these to the ones that came.
      if (Object.keys(valid.headers).length > 0) {
        request.headers = valid.headers as FastifyRequest['headers'];
      }
    }

    /** Proof of an answer. */
    const answered = Symbol('answered');

    function answer(run: Run, operation: RuntimeOperation, { development }: RouteOptions) {
      return async (request: FastifyRequest, reply: FastifyReply) => {
        // What a handler sends is encoded as declared, on its way to Fastify's own function.
        const { send } = reply;
        const encode = (body: unknown) => {
          reply.send = send;
          if (body instanceof Error) reply.send(body);
          else sendBody(body, reply, operation, development);
          return answered;
        };
        reply.send = encode as never;
        try {
          if ((await run(request, reply)) !== answered) {
            throw new Error(\`The handler of \${operation.spec.operationId} returned without an answer\`);
          }
        } finally {
          reply.send = send;
        }
        // A stream, or a hook, is still at work.
        return reply.sent ? undefined : reply;
      };
    }

    function sendBody(
      value: unknown,
      reply: FastifyReply,
      operation: RuntimeOperation,
      checked: boolean,
    ): void {
      const { request, statusCode: status } = reply;
      const { method, id: requestId } = request;
      const { accept } = request.headers;
      flattenHeaders(reply, operation);
      const named = reply.getHeader('content-type')?.toString();
      const headers = checked ? reply.getHeaders() : {};
      const { type, body } = prepareAnswer(
        operation,
        { status, type: named, prefer: 'any', body: value, headers },
        { method, accept, requestId, checked },
      );
      if (type === undefined) {
        reply.removeHeader('content-type').send();
        return;
      }
      reply.type(withCharset(type));
      if (isStream(body)) {
        reply.send(Readable.from(method === 'HEAD' ? [] : pieces(type, body, reply)));
      } else if (bodyKind(type) === 'json') {
        reply.serializer(serializerOf(operation, status, type)).send(body);
      } else {
        reply.send(encodeBody(type, body));
      }
    }

    /** Header fields that are lists and objects become texts. */
    function flattenHeaders(reply: FastifyReply, operation: RuntimeOperation): void {
      const declared = operation.declares(reply.statusCode)?.headers ?? {};
      for (const name of Object.keys(declared)) {
        const value: unknown = reply.getHeader(name);
        if (typeof value === 'object') reply.header(name, headerText(value));
      }
    }

    /** The answer begins before its first piece is there. */
    async function* pieces(type: string, items: AsyncIterable<unknown>, reply: FastifyReply) {
      reply.raw.flushHeaders();
      yield* encodeStream(type, items);
    }
  `;
}

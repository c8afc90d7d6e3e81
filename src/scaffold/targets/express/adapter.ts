import { code } from '../../../emit/code.ts';
import { routeOptions } from '../shared/snippets.ts';

/** `src/routes/adapter.gen.ts`: what happens around each handler. */
export function adapter(): string {
  return code`
    import { Readable } from 'node:stream';
    import { pipeline } from 'node:stream/promises';
    import express from 'express';
    import type { Request, RequestHandler, Response } from 'express';
    import type { AppVerifiers } from '../middleware/auth.ts';
    import { operations, operationSpecs, securitySchemes } from '../middleware/validators.ts';
    import { methodNotAllowed, notImplemented } from '../runtime/http-error.gen.ts';
    import type { RuntimeOperation } from '../runtime/operation.gen.ts';
    import { createAllowedMethods } from '../runtime/paths.gen.ts';
    import { headerText, renderAnswer } from '../runtime/reply/render.gen.ts';
    import { isStream } from '../runtime/reply/reply.gen.ts';
    import { requestIdOf } from '../runtime/server/request-id.gen.ts';
    import { createSecurity } from '../runtime/security/security.gen.ts';
    import type { ValidRequest } from '../runtime/spec.gen.ts';
    import type { Handler, OperationId } from './handler.gen.ts';

    export interface RouteOptions {
      ${routeOptions}
    }

    /** Makes a handler of Express out of that of an operation. */
    export type Adapter = <Id extends OperationId>(id: Id, handler: Handler<Id>) => RequestHandler;

    /** Around each handler: who calls, is the request as declared, and, in development, is the answer. */
    export function createAdapter(options: RouteOptions): Adapter {
      const { verifiers, bodyLimitBytes, development } = options;
      const security = createSecurity(securitySchemes, verifiers);
      const readBody = bodyReader(bodyLimitBytes);
      return (id, handler) => {
        const operation: RuntimeOperation = operations[id];
        const { body, security: requirements } = operation.spec;
        // The objects of Express get what the types of this operation promise.
        const run = handler as unknown as (req: Incoming, res: Response) => unknown;
        return async (req: Incoming, res) => {
          res.locals['operation'] = operation;
          if (development) res.setHeader('x-operation-id', operation.wireId);
          const { method, originalUrl: url, headers } = req;
          if (requirements !== undefined) {
            res.setHeader('cache-control', 'no-store');
            const caller = await security.authenticate(requirements, { method, url, headers });
            req.principal = caller?.principal;
          }
          if (body !== undefined) await readBody(req, res);
          const valid = operation.read({ method, url, headers, body: req.body });
          applyRequest(req, valid instanceof Promise ? await valid : valid);
          const { status } = res;
          try {
            await run(req, Object.assign(res, repliesOf({ req, res, operation, development })));
          } finally {
            // Whoever answers an error knows nothing of the operation. (Deleting would make every response slow.)
            res.status = status;
          }
          if (!res.headersSent) throw new Error(\`The handler of \${id} returned without an answer\`);
        };
      };
    }

    /** For what no route takes: 405 where the path has other methods, and an answer to \`OPTIONS\`. */
    export function otherwise(): RequestHandler {
      const allowedMethods = createAllowedMethods(operationSpecs);
      return (req, res, next) => {
        const allowed = allowedMethods(req.originalUrl);
        if (req.method === 'OPTIONS' && allowed.length > 0) {
          res.setHeader('allow', allowed.join(', '));
          res.status(204).end();
          return;
        }
        next(
          allowed.length > 0 && !allowed.includes(req.method) ? methodNotAllowed(allowed) : undefined,
        );
      };
    }

    /** For methods that Express has no function for: \`router.all(path, only('TRACE', handler))\`. */
    export function only(method: string, handler: RequestHandler): RequestHandler {
      return (req, res, next) => (req.method === method ? handler(req, res, next) : next());
    }

    type Incoming = Request & { id?: string; principal?: unknown };

    /** Reads a body into \`req.body\` as bytes, inflated where it came compressed. */
    function bodyReader(limit: number): (req: Incoming, res: Response) => Promise<void> {
      const read = express.raw({ type: () => true, limit });
      return (req, res) =>
        new Promise((resolve, reject) => {
          read(req, res, (error?: unknown) => {
            if (error !== undefined) reject(error as Error);
            else if (req.body === undefined || req.body instanceof Uint8Array) resolve();
            else reject(new Error('Mount the routes before any body parser: they need the bytes'));
          });
        });
    }

    function applyRequest(req: Incoming, valid: ValidRequest): void {
      const { params, query, headers, cookies, body } = valid;
      req.params = params as Request['params'];
      // Express only has a getter for the query.
      Object.defineProperty(req, 'query', { value: query, configurable: true, enumerable: true });
      if (Object.keys(headers).length > 0) {
        req.headers = { ...req.headers, ...(headers as Request['headers']) };
      }
      req.cookies = cookies;
      req.body = body;
    }

    interface Exchange {
      readonly req: Incoming;
      readonly res: Response;
      readonly operation: RuntimeOperation;
      readonly development: boolean;
    }

    /** What \`Response\` has in place of Express' own. */
    function repliesOf(exchange: Exchange) {
      return {
        status: (status: number) => replyWith(status, exchange) as never,
        notImplemented() {
          throw notImplemented(exchange.operation.spec.operationId);
        },
      };
    }

    /** \`Reply\` at run time. */
    function replyWith(status: number, { req, res, operation, development: checked }: Exchange) {
      const { method } = req;
      let named: string | undefined;
      const render = (prefer: 'json' | 'other', body: unknown) => {
        const headers = res.getHeaders();
        const type = named ?? headers['content-type']?.toString();
        const requestId = (req.id ??= requestIdOf(req.headers));
        const { accept } = req.headers;
        const answer = renderAnswer(
          operation,
          { status, type, prefer, body, headers },
          { method, accept, requestId, checked },
        );
        res.statusCode = status;
        if (answer.type === undefined) res.removeHeader('content-type');
        else res.setHeader('content-type', answer.type);
        return answer.body;
      };
      return {
        set(headers: Readonly<Record<string, unknown>>) {
          for (const [name, value] of Object.entries(headers)) {
            if (value !== undefined) res.setHeader(name, headerText(value));
          }
          return this;
        },
        type(type: string) {
          named = type;
          return this;
        },
        json: (body: unknown) => res.end(render('json', body)),
        send: (body: unknown) => res.end(render('other', body)),
        end: () => res.end(render('other', undefined)),
        async stream(items: AsyncIterable<unknown>) {
          const body = render('other', items);
          if (method === 'HEAD' || !isStream(body)) return res.end();
          res.flushHeaders();
          await pipeline(Readable.from(body), res);
          return res;
        },
      };
    }
  `;
}

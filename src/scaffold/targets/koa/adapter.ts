import { code } from '../../../emit/code.ts';
import { routeOptions } from '../shared/snippets.ts';

/** `src/routes/adapter.gen.ts`: what happens around each handler. */
export function adapter(): string {
  return code`
    import { Readable } from 'node:stream';
    import type { Context as KoaContext, Middleware } from 'koa';
    import type { AppVerifiers } from '../middleware/auth.ts';
    import { operations, operationSpecs, securitySchemes } from '../middleware/validators.ts';
    import { methodNotAllowed, notImplemented } from '../runtime/http-error.gen.ts';
    import type { RuntimeOperation } from '../runtime/operation.gen.ts';
    import { createAllowedMethods } from '../runtime/paths.gen.ts';
    import { readBody } from '../runtime/server/read-body.gen.ts';
    import { headerText, renderAnswer } from '../runtime/reply/render.gen.ts';
    import { isStream } from '../runtime/reply/reply.gen.ts';
    import { requestIdOf } from '../runtime/server/request-id.gen.ts';
    import { createSecurity } from '../runtime/security/security.gen.ts';
    import type { ValidRequest } from '../runtime/spec.gen.ts';
    import type { Handler, OperationId } from './handler.gen.ts';

    export interface RouteOptions {
      ${routeOptions}
    }

    /** Makes a middleware of Koa out of the handler of an operation. */
    export type Adapter = <Id extends OperationId>(id: Id, handler: Handler<Id>) => Middleware;

    /** Around each handler: who calls, is the request as declared, and, in development, is the answer. */
    export function createAdapter(options: RouteOptions): Adapter {
      const { verifiers, bodyLimitBytes, development } = options;
      const security = createSecurity(securitySchemes, verifiers);
      return (id, handler) => {
        const operation: RuntimeOperation = operations[id];
        const { body: hasBody, security: requirements } = operation.spec;
        // Koa's context gets what the types of this operation promise.
        const run = handler as unknown as (ctx: Incoming) => unknown;
        return async (ctx: Incoming) => {
          ctx.state['operation'] = operation;
          if (development) ctx.set('x-operation-id', operation.wireId);
          const { method, originalUrl: url, headers } = ctx;
          if (requirements !== undefined) {
            ctx.set('cache-control', 'no-store');
            const caller = await security.authenticate(requirements, { method, url, headers });
            ctx.principal = caller?.principal;
          }
          const body = hasBody && (await readBody(ctx.req, bodyLimitBytes));
          const valid = operation.read({ method, url, headers, body });
          ctx.valid = valid instanceof Promise ? await valid : valid;
          const answer = await run(Object.assign(ctx, repliesOf(ctx, operation, development)));
          if (answer !== answered) throw new Error(\`The handler of \${id} returned without an answer\`);
        };
      };
    }

    /** For what no route takes: 405 where the path has other methods, and an answer to \`OPTIONS\`. */
    export function allowedMethods(): Middleware {
      const methodsOf = createAllowedMethods(operationSpecs);
      return (ctx, next) => {
        const allowed = methodsOf(ctx.originalUrl);
        if (ctx.method === 'OPTIONS' && allowed.length > 0) {
          ctx.set('allow', allowed.join(', '));
          ctx.status = 204;
          return;
        }
        if (allowed.length > 0 && !allowed.includes(ctx.method)) throw methodNotAllowed(allowed);
        return next();
      };
    }

    type Incoming = KoaContext & { id?: string; principal?: unknown; valid?: ValidRequest };

    /** What \`reply\` returns. */
    const answered = Symbol('answered');

    /** How \`Context\` answers at run time. */
    function repliesOf(ctx: Incoming, operation: RuntimeOperation, checked: boolean) {
      return {
        reply(status: number, body?: unknown, headers: Readonly<Record<string, unknown>> = {}) {
          for (const [name, value] of Object.entries(headers)) {
            if (value !== undefined) ctx.set(name, headerText(value));
          }
          const answer = renderAnswer(
            operation,
            {
              status,
              type: ctx.response.get('content-type') || undefined,
              prefer: 'any',
              body,
              headers: ctx.response.headers,
            },
            {
              method: ctx.method,
              accept: ctx.headers.accept,
              requestId: (ctx.id ??= requestIdOf(ctx.headers)),
              checked,
            },
          );
          if (answer.type !== undefined) ctx.set('content-type', answer.type);
          ctx.body = koaBody(answer.body);
          ctx.status = status;
          return answered;
        },
        notImplemented() {
          throw notImplemented(operation.spec.operationId);
        },
      };
    }

    function koaBody(body: ReturnType<typeof renderAnswer>['body']): string | Buffer | Readable | null {
      if (body === undefined) return null;
      if (typeof body === 'string') return body;
      return isStream(body)
        ? Readable.from(body)
        : Buffer.from(body.buffer, body.byteOffset, body.length);
    }
  `;
}

import { code } from '../../../emit/code.ts';
import { loadDocs } from '../shared/snippets.ts';
import { rootFrom } from '../shared/paths.ts';
import type { TargetInput } from '../target.ts';

/** `src/middleware/*.ts`: by path below the sources. */
export function middleware(input: TargetInput): Readonly<Record<string, string>> {
  return {
    'middleware/context.ts': context(),
    'middleware/cors.ts': cors(),
    'middleware/errors.ts': errors(),
    'middleware/rate-limit.ts': rateLimit(),
    'middleware/security-headers.ts': securityHeaders(),
    'middleware/system.ts': system(rootFrom(input, 'middleware/')),
  };
}

function context(): string {
  return code`
    import type { MiddlewareHandler } from 'hono';
    import type { Logger } from 'pino';
    import type { RuntimeOperation } from '../runtime/operation.gen.ts';
    import { requestIdOf } from '../runtime/server/request-id.gen.ts';

    declare module 'hono' {
      interface ContextVariableMap {
        /** Also in the answer (\`X-Request-Id\`) and in every line that \`log\` writes. */
        requestId: string;
        log: Logger;
        /** Of the document, once a route has been found. */
        operation?: RuntimeOperation;
      }
    }

    /** Gives each request its id and its logger, and logs each answer. */
    export function context(logger: Logger): MiddlewareHandler {
      return async (c, next) => {
        const startMs = performance.now();
        const requestId = requestIdOf({ 'x-request-id': c.req.header('x-request-id') });
        const log = logger.child({ requestId });
        c.set('requestId', requestId);
        c.set('log', log);
        c.header('x-request-id', requestId);
        await next();
        const durationMs = Math.round(performance.now() - startMs);
        const { method, path } = c.req;
        log.info({ method, path, status: c.res.status, durationMs }, 'request');
      };
    }
  `;
}

function cors(): string {
  return code`
    import type { MiddlewareHandler } from 'hono';
    import { cors as corsHeaders } from 'hono/cors';

    /** Lets web pages of the given origins call; without any origin no page of another may. */
    export function cors(origins: readonly string[]): MiddlewareHandler {
      if (origins.length === 0) return (_c, next) => next();
      const handle = corsHeaders({
        origin: origins.includes('*') ? '*' : [...origins],
        exposeHeaders: ['x-request-id', 'ratelimit', 'ratelimit-policy', 'retry-after'],
        maxAge: 600,
      });
      // An OPTIONS request that no browser made belongs to the routes.
      return (c, next) => {
        const isPreflight = c.req.header('access-control-request-method') !== undefined;
        return c.req.method === 'OPTIONS' && !isPreflight ? next() : handle(c, next);
      };
    }
  `;
}

function errors(): string {
  return code`
    import { RequestError } from '@hono/node-server';
    import type { ErrorHandler, NotFoundHandler } from 'hono';
    import type { StatusCode } from 'hono/utils/http-status';
    import type { Logger } from 'pino';
    import { badRequest, notFound, toHttpError } from '../runtime/http-error.gen.ts';
    import { encodeBody, envelope, errorBody } from '../runtime/reply/reply.gen.ts';

    /** What is left for. */
    export const nothingHere: NotFoundHandler = (c) => answerError(notFound(), c);

    /** Answers every error in one shape. What went wrong on our side is logged, and not told. */
    export const answerError: ErrorHandler = (thrown, c) => {
      const error = toHttpError(thrown);
      const { log, operation, requestId } = c.var;
      if (error.status >= 500 && error.status !== 501) log.error({ err: thrown }, error.message);
      const { type, body } = errorBody(error, requestId, operation);
      for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
      c.header('content-type', type);
      // Errors have no bytes.
      return c.newResponse(encodeBody(type, body) as string, error.status as StatusCode);
    };

    /** For what never reaches the application: a request target or \`Host\` that make no URL. */
    export function answerMalformed(logger: Logger): (thrown: unknown) => Response {
      return (thrown) => {
        const isMalformed = thrown instanceof RequestError;
        const error = isMalformed ? badRequest(thrown.message) : toHttpError(thrown);
        if (!isMalformed) logger.error({ err: thrown }, error.message);
        const requestId = crypto.randomUUID();
        return Response.json(envelope(error, requestId), {
          status: error.status,
          headers: { 'x-content-type-options': 'nosniff', 'x-request-id': requestId },
        });
      };
    }
  `;
}

function rateLimit(): string {
  return code`
    import type { HttpBindings } from '@hono/node-server';
    import type { Context, MiddlewareHandler } from 'hono';
    import { tooManyRequests } from '../runtime/http-error.gen.ts';
    import { createRateLimiter } from '../runtime/server/rate-limit.gen.ts';

    const WINDOW_MS = 60_000;

    /** So many requests a minute from one address, counted in this process. */
    export function rateLimit(limit: number | undefined, trustedProxies: number): MiddlewareHandler {
      if (limit === undefined) return (_c, next) => next();
      const limiter = createRateLimiter({ limit, windowMs: WINDOW_MS });
      return (c, next) => {
        const { allowed, headers } = limiter.consume(addressOf(c, trustedProxies));
        if (!allowed) throw tooManyRequests(headers);
        for (const [name, value] of Object.entries(headers)) c.header(name, value);
        return next();
      };
    }

    /** Of the client, as the last proxy that is not ours saw it. */
    function addressOf(c: Context, trustedProxies: number): string {
      const bindings = c.env as Partial<HttpBindings> | undefined;
      const forwarded = c.req.header('x-forwarded-for')?.split(',') ?? [];
      const hops = [...forwarded, bindings?.incoming?.socket.remoteAddress ?? ''];
      return (hops[Math.max(0, hops.length - 1 - trustedProxies)] ?? '').trim();
    }
  `;
}

function securityHeaders(): string {
  return code`
    import type { MiddlewareHandler } from 'hono';
    import { secureHeaders } from 'hono/secure-headers';

    /** Answers are data, and one page without scripts: browsers may do next to nothing with them. */
    export function securityHeaders(): MiddlewareHandler {
      return secureHeaders({
        contentSecurityPolicy: {
          defaultSrc: ["'none'"],
          styleSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'none'"],
          frameAncestors: ["'none'"],
        },
        strictTransportSecurity: 'max-age=31536000; includeSubDomains',
        xFrameOptions: 'DENY',
        // What a handler says goes.
        overwrite: false,
      });
    }
  `;
}

function system(root: string): string {
  return code`
    import { readFile } from 'node:fs/promises';
    import { Hono } from 'hono';
    import type { Handler } from 'hono';
    import { docsPage } from '../runtime/docs/docs.gen.ts';
    import type { DocsPage } from '../runtime/docs/docs.gen.ts';
    import { operationSpecs } from './validators.ts';

    const documentUrl = new URL('${root}openapi.gen.json', import.meta.url);

    /** Liveness, readiness and documentation. Where the API has such a path of its own, that one is served instead. */
    export function system(isReady: () => boolean): Hono {
      const app = new Hono();
      const declared = new Set(operationSpecs.map(({ path }) => path));
      const get = (path: string, handler: Handler) => {
        if (!declared.has(path)) app.get(path, handler);
      };
      let page: Promise<DocsPage> | undefined;
      const docs = () => (page ??= loadDocs());

      get('/healthz', (c) => c.json({ status: 'ok' }));
      get('/readyz', (c) =>
        isReady() ? c.json({ status: 'ready' }) : c.json({ status: 'stopping' }, 503),
      );
      get('/openapi.json', async (c) => {
        return c.body(await readFile(documentUrl, 'utf8'), 200, { 'Content-Type': 'application/json' });
      });
      get('/docs', async (c) => c.html((await docs()).html));
      get('/docs.css', async (c) => {
        return c.body((await docs()).css, 200, { 'Content-Type': 'text/css; charset=utf-8' });
      });
      return app;
    }

    ${loadDocs}
  `;
}

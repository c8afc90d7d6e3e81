import { code } from '../../../emit/code.ts';
import { helmetOptions, loadDocs } from '../shared/snippets.ts';
import type { TargetInput } from '../target.ts';
import { rootFrom } from '../shared/paths.ts';

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
    import type { Middleware } from 'koa';
    import type { Logger } from 'pino';
    import { requestIdOf } from '../runtime/server/request-id.gen.ts';

    declare module 'koa' {
      interface ExtendableContext {
        /** Also in the answer (\`X-Request-Id\`) and in every line that \`log\` writes. */
        id: string;
        log: Logger;
      }
    }

    /** Gives each request its id and its logger, and logs each answer. */
    export function context(logger: Logger): Middleware {
      return (ctx, next) => {
        const startMs = performance.now();
        ctx.id = requestIdOf(ctx.headers);
        ctx.log = logger.child({ requestId: ctx.id });
        ctx.set('x-request-id', ctx.id);
        ctx.res.once('close', () => {
          const durationMs = Math.round(performance.now() - startMs);
          const { method, path, status } = ctx;
          const complete = ctx.res.writableFinished;
          ctx.log.info({ method, path, status, durationMs, complete }, 'request');
        });
        return next();
      };
    }
  `;
}

function cors(): string {
  return code`
    import corsHeaders from '@koa/cors';
    import type { Middleware } from 'koa';

    /** Lets web pages of the given origins call; without any origin no page of another may. */
    export function cors(origins: readonly string[]): Middleware {
      if (origins.length === 0) return (_ctx, next) => next();
      return corsHeaders({
        origin: (ctx) => {
          if (origins.includes('*')) return '*';
          return origins.includes(ctx.get('origin')) ? ctx.get('origin') : '';
        },
        allowMethods: 'GET,HEAD,PUT,POST,DELETE,PATCH,QUERY',
        exposeHeaders: ['x-request-id', 'ratelimit', 'ratelimit-policy', 'retry-after'],
        maxAge: 600,
      });
    }
  `;
}

function errors(): string {
  return code`
    import type { Middleware } from 'koa';
    import { notFound, toHttpError } from '../runtime/http-error.gen.ts';
    import type { RuntimeOperation } from '../runtime/operation.gen.ts';
    import { encodeBody, errorBody } from '../runtime/reply/reply.gen.ts';

    /** The last middleware of all. */
    export const nothingHere: Middleware = () => {
      throw notFound();
    };

    /** Answers every error in one shape. What went wrong on our side is logged, and not told. */
    export const answerErrors: Middleware = async (ctx, next) => {
      try {
        await next();
      } catch (thrown) {
        const error = toHttpError(thrown);
        if (error.status >= 500 && error.status !== 501) ctx.log.error({ err: thrown }, error.message);
        const operation = ctx.state['operation'] as RuntimeOperation | undefined;
        const { type, body } = errorBody(error, ctx.id, operation);
        ctx.set({ ...error.headers, 'content-type': type });
        ctx.body = encodeBody(type, body);
        ctx.status = error.status;
      }
    };
  `;
}

function rateLimit(): string {
  return code`
    import type { Middleware } from 'koa';
    import { tooManyRequests } from '../runtime/http-error.gen.ts';
    import { createRateLimiter } from '../runtime/server/rate-limit.gen.ts';

    const WINDOW_MS = 60_000;

    /** So many requests a minute from one address, counted in this process. */
    export function rateLimit(limit: number | undefined): Middleware {
      if (limit === undefined) return (_ctx, next) => next();
      const limiter = createRateLimiter({ limit, windowMs: WINDOW_MS });
      return (ctx, next) => {
        const { allowed, headers } = limiter.consume(ctx.ip);
        ctx.set({ ...headers });
        if (!allowed) throw tooManyRequests(headers);
        return next();
      };
    }
  `;
}

function securityHeaders(): string {
  return code`
    import type { Middleware } from 'koa';
    import helmet from 'koa-helmet';

    /** Answers are data, and one page without scripts: browsers may do next to nothing with them. */
    export function securityHeaders(): Middleware {
      return helmet({
        ${helmetOptions}
      });
    }
  `;
}

function system(root: string): string {
  return code`
    import { readFile } from 'node:fs/promises';
    import { Router } from '@koa/router';
    import { docsPage } from '../runtime/docs/docs.gen.ts';
    import type { DocsPage } from '../runtime/docs/docs.gen.ts';
    import { operationSpecs } from './validators.ts';

    const documentUrl = new URL('${root}openapi.gen.json', import.meta.url);

    /** Liveness, readiness and documentation. Where the API has such a path of its own, that one is served instead. */
    export function system(isReady: () => boolean): Router {
      const router = new Router({ sensitive: true, strict: true });
      const declared = new Set(operationSpecs.map(({ path }) => path));
      const get = (path: string, type: string, load: () => unknown) => {
        if (declared.has(path)) return;
        router.get(path, async (ctx) => {
          ctx.type = type;
          ctx.body = await load();
        });
      };
      let page: Promise<DocsPage> | undefined;
      const docs = () => (page ??= loadDocs());

      get('/healthz', 'json', () => ({ status: 'ok' }));
      get('/openapi.json', 'json', () => readFile(documentUrl));
      get('/docs', 'html', async () => (await docs()).html);
      get('/docs.css', 'css', async () => (await docs()).css);
      if (!declared.has('/readyz')) {
        router.get('/readyz', (ctx) => {
          ctx.body = { status: isReady() ? 'ready' : 'stopping' };
          ctx.status = isReady() ? 200 : 503;
        });
      }
      return router;
    }

    ${loadDocs}
  `;
}

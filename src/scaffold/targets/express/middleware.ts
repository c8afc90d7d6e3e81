import { code } from '../../../emit/code.ts';
import { helmetOptions, loadDocs } from '../shared/snippets.ts';
import type { TargetInput } from '../target.ts';
import { rootFrom } from '../shared/paths.ts';

/** `src/middleware/*.ts`: by path below the sources. `root` leads from there to openapi.gen.json. */
export function middleware(
  input: TargetInput,
  root: string = rootFrom(input, 'middleware/'),
): Readonly<Record<string, string>> {
  return {
    'middleware/context.ts': context(),
    'middleware/cors.ts': cors(),
    'middleware/errors.ts': errors(),
    'middleware/rate-limit.ts': rateLimit(),
    'middleware/security-headers.ts': securityHeaders(),
    'middleware/system.ts': system(root),
  };
}

function context(): string {
  return code`
    import type { RequestHandler } from 'express';
    import type { Logger } from 'pino';
    import { requestIdOf } from '../runtime/server/request-id.gen.ts';

    declare global {
      namespace Express {
        interface Request {
          /** Also in the answer (\`X-Request-Id\`) and in every line that \`log\` writes. */
          id: string;
          log: Logger;
        }
      }
    }

    /** Gives each request its id and its logger, and logs each answer. */
    export function context(logger: Logger): RequestHandler {
      return (req, res, next) => {
        const startMs = performance.now();
        req.id = requestIdOf(req.headers);
        req.log = logger.child({ requestId: req.id });
        res.setHeader('x-request-id', req.id);
        res.once('close', () => {
          const durationMs = Math.round(performance.now() - startMs);
          const { method, path } = req;
          const complete = res.writableFinished;
          req.log.info({ method, path, status: res.statusCode, durationMs, complete }, 'request');
        });
        next();
      };
    }
  `;
}

function cors(): string {
  return code`
    import corsHeaders from 'cors';
    import type { RequestHandler } from 'express';

    /** Lets web pages of the given origins call; without any origin no page of another may. */
    export function cors(origins: readonly string[]): RequestHandler {
      if (origins.length === 0) return (_req, _res, next) => next();
      const options = {
        origin: origins.includes('*') ? '*' : [...origins],
        exposedHeaders: ['x-request-id', 'ratelimit', 'ratelimit-policy', 'retry-after'],
        maxAge: 600,
      };
      const preflight = corsHeaders(options);
      const others = corsHeaders({ ...options, preflightContinue: true });
      // An OPTIONS request that no browser made belongs to the routes.
      return (req, res, next) => {
        const isPreflight = req.method === 'OPTIONS' && 'access-control-request-method' in req.headers;
        (isPreflight ? preflight : others)(req, res, next);
      };
    }
  `;
}

function errors(): string {
  return code`
    import type { ErrorRequestHandler, RequestHandler } from 'express';
    import { notFound, toHttpError } from '../runtime/http-error.gen.ts';
    import type { RuntimeOperation } from '../runtime/operation.gen.ts';
    import { encodeBody, errorBody } from '../runtime/reply/reply.gen.ts';

    /** The last handler of all. */
    export const nothingHere: RequestHandler = (_req, _res, next) => next(notFound());

    /** Answers every error in one shape. What went wrong on our side is logged, and not told. */
    export const answerError: ErrorRequestHandler = (thrown, req, res, _next) => {
      const error = toHttpError(thrown);
      if (error.status >= 500 && error.status !== 501) req.log.error({ err: thrown }, error.message);
      if (res.headersSent) {
        // Half an answer is out: cutting the connection is the only way left to tell.
        res.destroy();
        return;
      }
      const operation = res.locals['operation'] as RuntimeOperation | undefined;
      const { type, body } = errorBody(error, req.id, operation);
      res.status(error.status).set(error.headers).setHeader('content-type', type);
      res.end(encodeBody(type, body));
    };
  `;
}

function rateLimit(): string {
  return code`
    import type { RequestHandler } from 'express';
    import { tooManyRequests } from '../runtime/http-error.gen.ts';
    import { createRateLimiter } from '../runtime/server/rate-limit.gen.ts';

    const WINDOW_MS = 60_000;

    /** So many requests a minute from one address, counted in this process. */
    export function rateLimit(limit: number | undefined): RequestHandler {
      if (limit === undefined) return (_req, _res, next) => next();
      const limiter = createRateLimiter({ limit, windowMs: WINDOW_MS });
      return (req, res, next) => {
        const { allowed, headers } = limiter.consume(req.ip ?? '');
        res.set(headers);
        next(allowed ? undefined : tooManyRequests(headers));
      };
    }
  `;
}

function securityHeaders(): string {
  return code`
    import type { RequestHandler } from 'express';
    import helmet from 'helmet';

    /** Answers are data, and one page without scripts: browsers may do next to nothing with them. */
    export function securityHeaders(): RequestHandler {
      return helmet({
        ${helmetOptions}
      });
    }
  `;
}

function system(root: string): string {
  return code`
    import { readFile } from 'node:fs/promises';
    import { Router } from 'express';
    import type { RequestHandler } from 'express';
    import { docsPage } from '../runtime/docs/docs.gen.ts';
    import type { DocsPage } from '../runtime/docs/docs.gen.ts';
    import { operationSpecs } from './validators.ts';

    const documentUrl = new URL('${root}openapi.gen.json', import.meta.url);

    /** Liveness, readiness and documentation. Where the API has such a path of its own, that one is served instead. */
    export function system(isReady: () => boolean): Router {
      const router = Router({ caseSensitive: true, strict: true });
      const declared = new Set(operationSpecs.map(({ path }) => path));
      const get = (path: string, handler: RequestHandler) => {
        if (!declared.has(path)) router.get(path, handler);
      };
      let page: Promise<DocsPage> | undefined;
      const docs = () => (page ??= loadDocs());

      get('/healthz', (_req, res) => res.json({ status: 'ok' }));
      get('/readyz', (_req, res) =>
        isReady() ? res.json({ status: 'ready' }) : res.status(503).json({ status: 'stopping' }),
      );
      get('/openapi.json', async (_req, res) => res.type('json').send(await readFile(documentUrl)));
      get('/docs', async (_req, res) => res.type('html').send((await docs()).html));
      get('/docs.css', async (_req, res) => res.type('css').send((await docs()).css));
      return router;
    }

    ${loadDocs}
  `;
}

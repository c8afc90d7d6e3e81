import { code } from '../../../emit/code.ts';
import { loadDocs } from '../shared/snippets.ts';
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
    'middleware/url.ts': url(),
  };
}

function context(): string {
  return code`
    import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

    /** Answers with the id of each request (\`X-Request-Id\`), and logs each answer. */
    export function addContext(app: FastifyInstance, logLevel: string): void {
      app.addHook('onRequest', (request, reply, done) => {
        reply.header('x-request-id', request.id);
        if (logLevel !== 'silent') logAnswer(request, reply);
        done();
      });
    }

    function logAnswer(request: FastifyRequest, { raw: response }: FastifyReply): void {
      const startMs = performance.now();
      response.once('close', () => {
        const durationMs = Math.round(performance.now() - startMs);
        const { method, originalUrl } = request;
        const [path] = originalUrl.split('?');
        const { statusCode: status, writableFinished: complete } = response;
        request.log.info({ method, path, status, durationMs, complete }, 'request');
      });
    }
  `;
}

function cors(): string {
  return code`
    import corsHeaders from '@fastify/cors';
    import type { FastifyInstance } from 'fastify';

    /** Lets web pages of the given origins call; without any origin no page of another may. */
    export function addCors(app: FastifyInstance, origins: readonly string[]): void {
      if (origins.length === 0) return;
      const options = {
        origin: origins.includes('*') ? '*' : [...origins],
        methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'],
        exposedHeaders: ['x-request-id', 'ratelimit', 'ratelimit-policy', 'retry-after'],
        maxAge: 600,
      };
      app.register(corsHeaders, {
        // An OPTIONS request that no browser made belongs to the routes.
        delegator: ({ method, headers }, done) => {
          const preflight = method === 'OPTIONS' && 'access-control-request-method' in headers;
          done(null, { ...options, preflight, strictPreflight: false });
        },
      });
    }
  `;
}

function errors(): string {
  return code`
    import type { FastifyReply, FastifyRequest } from 'fastify';
    import { toHttpError } from '../runtime/http-error.gen.ts';
    import { encodeBody, errorBody } from '../runtime/reply/reply.gen.ts';

    /** Answers every error in one shape. What went wrong on our side is logged, and not told. */
    export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
      const error = toHttpError(thrown);
      if (error.status >= 500 && error.status !== 501) {
        request.log.error({ err: thrown }, error.message);
      }
      if (reply.raw.headersSent) {
        // Half an answer is out: cutting the connection is the only way left to tell.
        reply.raw.destroy();
        return;
      }
      const { operation } = request.routeOptions.config;
      const { type, body } = errorBody(error, request.id, operation);
      reply
        .code(error.status)
        .headers(error.headers)
        .type(type)
        .serializer(String)
        .send(encodeBody(type, body));
    }

    /** For requests that never reach a route or a hook. */
    export function answerFrameworkError(
      thrown: unknown,
      request: FastifyRequest,
      reply: FastifyReply,
    ): void {
      reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' });
      answerError(thrown, request, reply);
    }
  `;
}

function rateLimit(): string {
  return code`
    import type { FastifyInstance } from 'fastify';
    import { tooManyRequests } from '../runtime/http-error.gen.ts';
    import { createRateLimiter } from '../runtime/server/rate-limit.gen.ts';

    declare module 'fastify' {
      interface FastifyContextConfig {
        /** Requests to this route are not counted. */
        unlimited?: boolean;
      }
    }

    const WINDOW_MS = 60_000;

    /** So many requests a minute from one address, counted in this process. */
    export function addRateLimit(app: FastifyInstance, limit: number | undefined): void {
      if (limit === undefined) return;
      const limiter = createRateLimiter({ limit, windowMs: WINDOW_MS });
      app.addHook('onRequest', (request, reply, done) => {
        if (request.routeOptions.config.unlimited) return done();
        const { allowed, headers } = limiter.consume(request.ip);
        reply.headers(headers);
        done(allowed ? undefined : tooManyRequests(headers));
      });
    }
  `;
}

function securityHeaders(): string {
  return code`
    import helmet from '@fastify/helmet';
    import type { FastifyInstance } from 'fastify';

    /** Answers are data, and one page without scripts: browsers may do next to nothing with them. */
    const contentSecurityPolicy = [
      "default-src 'none'",
      "style-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join(';');

    export function addSecurityHeaders(app: FastifyInstance): void {
      // Helmet would put the policy together anew for each answer.
      app.register(helmet, { contentSecurityPolicy: false, xFrameOptions: { action: 'deny' } });
      app.addHook('onRequest', (_request, reply, done) => {
        reply.header('content-security-policy', contentSecurityPolicy);
        done();
      });
    }
  `;
}

function system(root: string): string {
  return code`
    import { readFile } from 'node:fs/promises';
    import type { FastifyPluginCallback, RouteHandlerMethod } from 'fastify';
    import { docsPage } from '../runtime/docs/docs.gen.ts';
    import type { DocsPage } from '../runtime/docs/docs.gen.ts';
    import { operationSpecs } from './validators.ts';

    const documentUrl = new URL('${root}openapi.gen.json', import.meta.url);

    export interface SystemOptions {
      readonly isReady: () => boolean;
    }

    /** Liveness, readiness and documentation. Where the API has such a path of its own, that one is served instead. */
    export const system: FastifyPluginCallback<SystemOptions> = (app, { isReady }, done) => {
      const declared = new Set(operationSpecs.map(({ path }) => path));
      const get = (path: string, handler: RouteHandlerMethod) => {
        if (!declared.has(path)) app.get(path, { config: { unlimited: true } }, handler);
      };
      let page: Promise<DocsPage> | undefined;
      const docs = () => (page ??= loadDocs());

      get('/healthz', async () => ({ status: 'ok' }));
      get('/readyz', async (_request, reply) =>
        isReady() ? { status: 'ready' } : reply.code(503).send({ status: 'stopping' }),
      );
      get('/openapi.json', async (_request, reply) =>
        reply.type('application/json').send(await readFile(documentUrl)),
      );
      get('/docs', async (_request, reply) =>
        reply.type('text/html; charset=utf-8').send((await docs()).html),
      );
      get('/docs.css', async (_request, reply) =>
        reply.type('text/css; charset=utf-8').send((await docs()).css),
      );
      done();
    };

    ${loadDocs}
  `;
}

function url(): string {
  return code`
    /**
     * The URL by which Fastify finds a route, although it has escapes that mean nothing. The route is given the one that
     * came, and refuses it by the name of the variable that is wrong.
     */
    export function wellFormedUrl(given: string): string {
      const end = given.search(/[?#]|$/);
      const path = given.slice(0, end);
      if (!path.includes('%') || isDecodable(path)) return given;
      const mended = path.replaceAll(/(?:%[\da-f]{2})+|%/gi, (escapes) =>
        isDecodable(escapes) ? escapes : escapes.replaceAll('%', '%25'),
      );
      return mended + given.slice(end);
    }

    function isDecodable(text: string): boolean {
      try {
        decodeURIComponent(text);
        return true;
      } catch {
        return false;
      }
    }
  `;
}

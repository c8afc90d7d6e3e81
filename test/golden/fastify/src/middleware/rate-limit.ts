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

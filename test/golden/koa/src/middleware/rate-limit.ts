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

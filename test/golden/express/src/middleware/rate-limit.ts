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

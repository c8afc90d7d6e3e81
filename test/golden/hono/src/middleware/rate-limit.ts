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

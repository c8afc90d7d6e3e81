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

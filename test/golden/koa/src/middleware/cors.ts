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

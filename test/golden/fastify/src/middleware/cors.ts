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

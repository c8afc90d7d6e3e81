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

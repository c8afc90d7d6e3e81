import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { RuntimeOperation } from '../runtime/operation.gen.ts';
import { requestIdOf } from '../runtime/server/request-id.gen.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** Also in the answer (`X-Request-Id`) and in every line that `log` writes. */
    requestId: string;
    log: Logger;
    /** Of the document, once a route has been found. */
    operation?: RuntimeOperation;
  }
}

/** Gives each request its id and its logger, and logs each answer. */
export function context(logger: Logger): MiddlewareHandler {
  return async (c, next) => {
    const startMs = performance.now();
    const requestId = requestIdOf({ 'x-request-id': c.req.header('x-request-id') });
    const log = logger.child({ requestId });
    c.set('requestId', requestId);
    c.set('log', log);
    c.header('x-request-id', requestId);
    await next();
    const durationMs = Math.round(performance.now() - startMs);
    const { method, path } = c.req;
    log.info({ method, path, status: c.res.status, durationMs }, 'request');
  };
}

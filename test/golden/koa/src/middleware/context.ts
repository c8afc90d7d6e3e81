import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import { requestIdOf } from '../runtime/server/request-id.gen.ts';

declare module 'koa' {
  interface ExtendableContext {
    /** Also in the answer (`X-Request-Id`) and in every line that `log` writes. */
    id: string;
    log: Logger;
  }
}

/** Gives each request its id and its logger, and logs each answer. */
export function context(logger: Logger): Middleware {
  return (ctx, next) => {
    const startMs = performance.now();
    ctx.id = requestIdOf(ctx.headers);
    ctx.log = logger.child({ requestId: ctx.id });
    ctx.set('x-request-id', ctx.id);
    ctx.res.once('close', () => {
      const durationMs = Math.round(performance.now() - startMs);
      const { method, path, status } = ctx;
      const complete = ctx.res.writableFinished;
      ctx.log.info({ method, path, status, durationMs, complete }, 'request');
    });
    return next();
  };
}

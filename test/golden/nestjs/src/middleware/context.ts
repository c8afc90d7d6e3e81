import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { requestIdOf } from '../runtime/server/request-id.gen.ts';

declare global {
  namespace Express {
    interface Request {
      /** Also in the answer (`X-Request-Id`) and in every line that `log` writes. */
      id: string;
      log: Logger;
    }
  }
}

/** Gives each request its id and its logger, and logs each answer. */
export function context(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const startMs = performance.now();
    req.id = requestIdOf(req.headers);
    req.log = logger.child({ requestId: req.id });
    res.setHeader('x-request-id', req.id);
    res.once('close', () => {
      const durationMs = Math.round(performance.now() - startMs);
      const { method, path } = req;
      const complete = res.writableFinished;
      req.log.info({ method, path, status: res.statusCode, durationMs, complete }, 'request');
    });
    next();
  };
}

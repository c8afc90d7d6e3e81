import type { ErrorRequestHandler, RequestHandler } from 'express';
import { notFound, toHttpError } from '../runtime/http-error.gen.ts';
import type { RuntimeOperation } from '../runtime/operation.gen.ts';
import { encodeBody, errorBody } from '../runtime/reply/reply.gen.ts';

/** The last handler of all. */
export const nothingHere: RequestHandler = (_req, _res, next) => next(notFound());

/** Answers every error in one shape. What went wrong on our side is logged, and not told. */
export const answerError: ErrorRequestHandler = (thrown, req, res, _next) => {
  const error = toHttpError(thrown);
  if (error.status >= 500 && error.status !== 501) req.log.error({ err: thrown }, error.message);
  if (res.headersSent) {
    // Half an answer is out: cutting the connection is the only way left to tell.
    res.destroy();
    return;
  }
  const operation = res.locals['operation'] as RuntimeOperation | undefined;
  const { type, body } = errorBody(error, req.id, operation);
  res.status(error.status).set(error.headers).setHeader('content-type', type);
  res.end(encodeBody(type, body));
};

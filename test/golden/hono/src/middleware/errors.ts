import { RequestError } from '@hono/node-server';
import type { ErrorHandler, NotFoundHandler } from 'hono';
import type { StatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import { badRequest, notFound, toHttpError } from '../runtime/http-error.gen.ts';
import { encodeBody, envelope, errorBody } from '../runtime/reply/reply.gen.ts';

/** What is left for. */
export const nothingHere: NotFoundHandler = (c) => answerError(notFound(), c);

/** Answers every error in one shape. What went wrong on our side is logged, and not told. */
export const answerError: ErrorHandler = (thrown, c) => {
  const error = toHttpError(thrown);
  const { log, operation, requestId } = c.var;
  if (error.status >= 500 && error.status !== 501) log.error({ err: thrown }, error.message);
  const { type, body } = errorBody(error, requestId, operation);
  for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
  c.header('content-type', type);
  // Errors have no bytes.
  return c.newResponse(encodeBody(type, body) as string, error.status as StatusCode);
};

/** For what never reaches the application: a request target or `Host` that make no URL. */
export function answerMalformed(logger: Logger): (thrown: unknown) => Response {
  return (thrown) => {
    const isMalformed = thrown instanceof RequestError;
    const error = isMalformed ? badRequest(thrown.message) : toHttpError(thrown);
    if (!isMalformed) logger.error({ err: thrown }, error.message);
    const requestId = crypto.randomUUID();
    return Response.json(envelope(error, requestId), {
      status: error.status,
      headers: { 'x-content-type-options': 'nosniff', 'x-request-id': requestId },
    });
  };
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import { toHttpError } from '../runtime/http-error.gen.ts';
import { encodeBody, errorBody } from '../runtime/reply/reply.gen.ts';

/** Answers every error in one shape. What went wrong on our side is logged, and not told. */
export function answerError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = toHttpError(thrown);
  if (error.status >= 500 && error.status !== 501) {
    request.log.error({ err: thrown }, error.message);
  }
  if (reply.raw.headersSent) {
    // Half an answer is out: cutting the connection is the only way left to tell.
    reply.raw.destroy();
    return;
  }
  const { operation } = request.routeOptions.config;
  const { type, body } = errorBody(error, request.id, operation);
  reply
    .code(error.status)
    .headers(error.headers)
    .type(type)
    .serializer(String)
    .send(encodeBody(type, body));
}

/** For requests that never reach a route or a hook. */
export function answerFrameworkError(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' });
  answerError(thrown, request, reply);
}

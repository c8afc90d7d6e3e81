import type { Middleware } from 'koa';
import { notFound, toHttpError } from '../runtime/http-error.gen.ts';
import type { RuntimeOperation } from '../runtime/operation.gen.ts';
import { encodeBody, errorBody } from '../runtime/reply/reply.gen.ts';

/** The last middleware of all. */
export const nothingHere: Middleware = () => {
  throw notFound();
};

/** Answers every error in one shape. What went wrong on our side is logged, and not told. */
export const answerErrors: Middleware = async (ctx, next) => {
  try {
    await next();
  } catch (thrown) {
    const error = toHttpError(thrown);
    if (error.status >= 500 && error.status !== 501) ctx.log.error({ err: thrown }, error.message);
    const operation = ctx.state['operation'] as RuntimeOperation | undefined;
    const { type, body } = errorBody(error, ctx.id, operation);
    ctx.set({ ...error.headers, 'content-type': type });
    ctx.body = encodeBody(type, body);
    ctx.status = error.status;
  }
};

import { code } from '../../../emit/code.ts';
import { middleware as expressMiddleware } from '../express/middleware.ts';
import { rootFrom } from '../shared/paths.ts';
import type { TargetInput } from '../target.ts';

/** `src/middleware/*.ts`: that of Express, on which Nest runs, with errors as a filter. */
export function middleware(input: TargetInput): Readonly<Record<string, string>> {
  // What runs is compiled, one folder deeper.
  const root = `../${rootFrom(input, 'middleware/')}`;
  return { ...expressMiddleware(input, root), 'middleware/errors.ts': errors() };
}

function errors(): string {
  return code`
    import { Catch } from '@nestjs/common';
    import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
    import type { Request, Response } from 'express';
    import { otherwise } from '../routes/adapter.gen.ts';
    import { toHttpError } from '../runtime/http-error.gen.ts';
    import type { RuntimeOperation } from '../runtime/operation.gen.ts';
    import { encodeBody, errorBody } from '../runtime/reply/reply.gen.ts';

    /** Answers every error in one shape. What went wrong on our side is logged, and not told. */
    @Catch()
    export class ErrorFilter implements ExceptionFilter {
      catch(thrown: unknown, host: ArgumentsHost): void {
        const http = host.switchToHttp();
        const req = http.getRequest<Request>();
        const res = http.getResponse<Response>();
        const operation = res.locals['operation'] as RuntimeOperation | undefined;
        let error = toHttpError(thrown);
        if (operation === undefined && error.status === 404) {
          const found = otherwise(req, res);
          if (found === undefined) return;
          error = found;
        }
        if (error.status >= 500 && error.status !== 501) req.log.error({ err: thrown }, error.message);
        if (res.headersSent) {
          // Half an answer is out: cutting the connection is the only way left to tell.
          res.destroy();
          return;
        }
        const { type, body } = errorBody(error, req.id, operation);
        res.status(error.status).set(error.headers).setHeader('content-type', type);
        res.end(encodeBody(type, body));
      }
    }
  `;
}

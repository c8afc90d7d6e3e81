import { code } from '../../../emit/code.ts';
import { routeOptions } from '../shared/snippets.ts';

/** `src/routes/adapter.gen.ts`: guard, interceptor and pipe around the method of an operation. */
export function adapter(): string {
  return code`
    import { Readable } from 'node:stream';
    import { pipeline } from 'node:stream/promises';
    import { createParamDecorator, Inject, Injectable, Res, SetMetadata } from '@nestjs/common';
    import type {
      ArgumentMetadata,
      CallHandler,
      CanActivate,
      ExecutionContext,
      NestInterceptor,
      PipeTransform,
    } from '@nestjs/common';
    import express from 'express';
    import type { Request, RequestHandler, Response } from 'express';
    import { mergeMap } from 'rxjs';
    import type { Observable } from 'rxjs';
    import type { AppVerifiers } from '../middleware/auth.ts';
    import { operations, operationSpecs, securitySchemes } from '../middleware/validators.ts';
    import { methodNotAllowed, notFound, notImplemented } from '../runtime/http-error.gen.ts';
    import type { HttpError } from '../runtime/http-error.gen.ts';
    import type { RuntimeOperation } from '../runtime/operation.gen.ts';
    import { createAllowedMethods } from '../runtime/paths.gen.ts';
    import { headerText, renderAnswer } from '../runtime/reply/render.gen.ts';
    import { isStream } from '../runtime/reply/reply.gen.ts';
    import { requestIdOf } from '../runtime/server/request-id.gen.ts';
    import { createSecurity } from '../runtime/security/security.gen.ts';
    import type { Security } from '../runtime/security/security.gen.ts';
    import type { OperationId } from './handler.gen.ts';

    export interface RouteOptions {
      ${routeOptions}
    }

    export const ROUTE_OPTIONS = Symbol('RouteOptions');
    const OPERATION = Symbol('OperationId');

    /** Names the operation that a method of a controller carries out. */
    export function Operation(id: OperationId): MethodDecorator {
      return (target, key, descriptor) => {
        SetMetadata(OPERATION, id)(target, key, descriptor);
        // Has Nest leave the answer to the interceptor.
        Res()(target, key, 1);
      };
    }

    /** The checked request of an operation, through \`CallPipe\`. */
    export const Checked = createParamDecorator((_id: OperationId, context: ExecutionContext) =>
      context.switchToHttp().getRequest<Incoming>(),
    );

    /** Finds out who calls, and whether they may. */
    @Injectable()
    export class OperationGuard implements CanActivate {
      readonly #development: boolean;
      readonly #security: Security;

      constructor(@Inject(ROUTE_OPTIONS) options: RouteOptions) {
        this.#development = options.development;
        this.#security = createSecurity(securitySchemes, options.verifiers);
      }

      async canActivate(context: ExecutionContext): Promise<boolean> {
        const { req, res, operation } = exchangeOf(context);
        if (!takes(operation, req.method)) throw methodNotAllowed(allowedMethods(req.originalUrl));
        res.locals['operation'] = operation;
        if (this.#development) res.setHeader('x-operation-id', operation.wireId);
        const requirements = operation.spec.security;
        if (requirements !== undefined) {
          res.setHeader('cache-control', 'no-store');
          const { method, originalUrl: url, headers } = req;
          const caller = await this.#security.authenticate(requirements, { method, url, headers });
          req.principal = caller?.principal;
        }
        return true;
      }
    }

    /** Reads the body before the method is called, and sends the answer that it returned. */
    @Injectable()
    export class OperationInterceptor implements NestInterceptor<Parts, void> {
      readonly #development: boolean;
      readonly #readBody: RequestHandler;

      constructor(@Inject(ROUTE_OPTIONS) options: RouteOptions) {
        this.#development = options.development;
        this.#readBody = express.raw({ type: () => true, limit: options.bodyLimitBytes });
      }

      async intercept(context: ExecutionContext, next: CallHandler<Parts>): Promise<Observable<void>> {
        const exchange = exchangeOf(context);
        if (exchange.operation.spec.body !== undefined) await this.#read(exchange);
        return next.handle().pipe(mergeMap((parts) => send(parts, exchange, this.#development)));
      }

      #read({ req, res }: Exchange): Promise<void> {
        return new Promise((resolve, reject) => {
          void this.#readBody(req, res, (error?: unknown) => {
            if (error !== undefined) reject(error as Error);
            else if (req.body === undefined || req.body instanceof Uint8Array) resolve();
            else reject(new Error('Create the application with bodyParser: false'));
          });
        });
      }
    }

    /** Checks and converts what was sent; the method gets the result as its \`Call\`. */
    @Injectable()
    export class CallPipe implements PipeTransform<Incoming> {
      async transform(req: Incoming, { data }: ArgumentMetadata): Promise<object> {
        const operation: RuntimeOperation = operations[data as OperationId];
        const { method, originalUrl: url, headers, body, principal } = req;
        const valid = await operation.read({ method, url, headers, body });
        return {
          ...valid,
          principal,
          request: req,
          status: replyWith,
          notImplemented() {
            throw notImplemented(operation.spec.operationId);
          },
        };
      }
    }

    const allowedMethods = createAllowedMethods(operationSpecs);

    /** For what no route took: 405 where the path has other methods, else 404; nothing where it was an \`OPTIONS\`. */
    export function otherwise(req: Request, res: Response): HttpError | undefined {
      const allowed = allowedMethods(req.originalUrl);
      if (allowed.length === 0) return notFound();
      if (req.method !== 'OPTIONS') {
        return allowed.includes(req.method) ? notFound() : methodNotAllowed(allowed);
      }
      res.setHeader('allow', allowed.join(', '));
      res.status(204).end();
      return undefined;
    }

    /** Operations of methods that Nest has no decorator for are registered for all methods. */
    function takes({ spec }: RuntimeOperation, method: string): boolean {
      return method === spec.method || (method === 'HEAD' && spec.method === 'GET');
    }

    type Incoming = Request & { id?: string; principal?: unknown };

    interface Exchange {
      readonly req: Incoming;
      readonly res: Response;
      readonly operation: RuntimeOperation;
    }

    function exchangeOf(context: ExecutionContext): Exchange {
      const http = context.switchToHttp();
      const id = Reflect.getMetadata(OPERATION, context.getHandler()) as OperationId;
      return { req: http.getRequest(), res: http.getResponse(), operation: operations[id] };
    }

    /** An \`Answer\` at run time. */
    interface Parts {
      readonly status: number;
      readonly headers: Readonly<Record<string, unknown>>;
      readonly type: string | undefined;
      readonly prefer: 'json' | 'other';
      readonly body: unknown;
    }

    /** \`Reply\` at run time. */
    function replyWith(status: number) {
      const headers: Record<string, unknown> = {};
      let type: string | undefined;
      const parts = (prefer: 'json' | 'other', body: unknown): Parts => ({
        status,
        headers,
        type,
        prefer,
        body,
      });
      return {
        set(fields: Readonly<Record<string, unknown>>) {
          Object.assign(headers, fields);
          return this;
        },
        type(named: string) {
          type = named;
          return this;
        },
        json: (body: unknown) => parts('json', body),
        send: (body: unknown) => parts('other', body),
        stream: (items: AsyncIterable<unknown>) => Promise.resolve(parts('other', items)),
        end: () => parts('other', undefined),
      };
    }

    async function send(
      parts: Parts | undefined,
      { req, res, operation }: Exchange,
      checked: boolean,
    ): Promise<void> {
      if (parts === undefined) {
        throw new Error(\`\${operation.spec.operationId} returned without an answer\`);
      }
      for (const [name, value] of Object.entries(parts.headers)) {
        if (value !== undefined) res.setHeader(name, headerText(value));
      }
      const { method } = req;
      const { accept } = req.headers;
      const requestId = (req.id ??= requestIdOf(req.headers));
      const { type, body } = renderAnswer(
        operation,
        { ...parts, headers: res.getHeaders() },
        { method, accept, requestId, checked },
      );
      res.statusCode = parts.status;
      if (type === undefined) res.removeHeader('content-type');
      else res.setHeader('content-type', type);
      if (!isStream(body)) {
        res.end(body);
      } else if (method === 'HEAD') {
        res.end();
      } else {
        res.flushHeaders();
        await pipeline(Readable.from(body), res);
      }
    }
  `;
}

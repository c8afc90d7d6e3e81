import { code } from '../../../emit/code.ts';
import { routeOptions } from '../shared/snippets.ts';

/** `src/routes/adapter.gen.ts`: what happens around each handler. */
export function adapter(): string {
  return code`
    import type { Context as HonoContext, MiddlewareHandler } from 'hono';
    import type { StatusCode } from 'hono/utils/http-status';
    import type { AppVerifiers } from '../middleware/auth.ts';
    import { operations, operationSpecs, securitySchemes } from '../middleware/validators.ts';
    import { methodNotAllowed, notImplemented, toHttpError } from '../runtime/http-error.gen.ts';
    import type { RuntimeOperation } from '../runtime/operation.gen.ts';
    import { createAllowedMethods } from '../runtime/paths.gen.ts';
    import { headerText, renderAnswer } from '../runtime/reply/render.gen.ts';
    import type { RenderedAnswer } from '../runtime/reply/render.gen.ts';
    import { createSecurity } from '../runtime/security/security.gen.ts';
    import type { ValidRequest } from '../runtime/spec.gen.ts';
    import { readBody } from './body.gen.ts';
    import type { Handler, OperationId } from './handler.gen.ts';

    export interface RouteOptions {
      ${routeOptions}
      /** Told why a stream broke off, when its status had long been sent. */
      readonly onStreamError?: (error: unknown) => void;
    }

    /** Makes a handler of Hono out of that of an operation. */
    export type Adapter = <Id extends OperationId>(id: Id, handler: Handler<Id>) => MiddlewareHandler;

    /** Around each handler: who calls, is the request as declared, and, in development, is the answer. */
    export function createAdapter(options: RouteOptions): Adapter {
      const { verifiers, bodyLimitBytes, development } = options;
      const security = createSecurity(securitySchemes, verifiers);
      return (id, handler) => {
        const operation: RuntimeOperation = operations[id];
        const { body: hasBody, security: requirements } = operation.spec;
        // The context has what the types of this operation promise.
        const run = handler as unknown as (c: object) => Promise<Response | undefined>;
        return async (c) => {
          c.set('operation', operation);
          if (development) c.header('x-operation-id', operation.wireId);
          const request = { method: c.req.method, url: targetOf(c.req.url), headers: c.req.header() };
          if (requirements !== undefined) {
            c.header('cache-control', 'no-store');
            const caller = await security.authenticate(requirements, request);
            c.set('principal', caller?.principal);
          }
          const body = hasBody && (await readBody(c, bodyLimitBytes));
          const valid = operation.read({ ...request, body });
          applyRequest(c, valid instanceof Promise ? await valid : valid);
          const answer = await answerOf(() => run(contextOf(c, operation, options)));
          if (answer === undefined) throw new Error(\`The handler of \${id} returned without an answer\`);
          return answer;
        };
      };
    }

    /** For what no route takes: 405 where the path has other methods, and an answer to \`OPTIONS\`. */
    export function otherwise(): MiddlewareHandler {
      const allowedMethods = createAllowedMethods(operationSpecs);
      return async (c, next) => {
        const allowed = allowedMethods(targetOf(c.req.url));
        if (c.req.method === 'OPTIONS' && allowed.length > 0) {
          return c.body(null, 204, { allow: allowed.join(', ') });
        }
        if (allowed.length > 0 && !allowed.includes(c.req.method)) throw methodNotAllowed(allowed);
        return next();
      };
    }

    /** Hono looks up the routes of \`GET\` for \`HEAD\`: this one is for \`HEAD\` alone. */
    export function onlyHead(handler: MiddlewareHandler): MiddlewareHandler {
      return (c, next) => (c.req.method === 'HEAD' ? handler(c, next) : next());
    }

    /** Path and query of a URL. */
    function targetOf(url: string): string {
      return url.slice(url.indexOf('/', url.indexOf('://') + 3));
    }

    /** Hono only passes on what is an \`Error\`. */
    async function answerOf<Result>(run: () => Promise<Result>): Promise<Result> {
      try {
        return await run();
      } catch (thrown) {
        throw thrown instanceof Error ? thrown : toHttpError(thrown);
      }
    }

    function applyRequest({ req }: HonoContext, valid: ValidRequest): void {
      req.addValidatedData('param', valid.params);
      req.addValidatedData('query', valid.query);
      req.addValidatedData('header', valid.headers);
      req.addValidatedData('cookie', valid.cookies);
      // The types let in one of the three only.
      for (const target of ['json', 'form', 'body']) {
        req.addValidatedData(target as 'json', valid.body as object);
      }
    }

    type GivenHeaders = Readonly<Record<string, unknown>>;

    /** \`Context\` at run time. */
    function contextOf(c: HonoContext, operation: RuntimeOperation, options: RouteOptions) {
      let named: string | undefined;
      const header = (name: string, value?: string, more?: { append?: boolean }) => {
        if (name.toLowerCase() === 'content-type') named = value;
        else c.header(name, value, more);
      };
      const reply = (
        prefer: 'json' | 'other',
        body: unknown,
        status: number,
        headers: GivenHeaders = {},
      ) => {
        for (const [name, value] of Object.entries(headers)) {
          if (value !== undefined) header(name, headerText(value));
        }
        const answer = renderAnswer(
          operation,
          {
            status,
            type: named,
            prefer,
            body,
            headers: options.development ? Object.fromEntries(c.res.headers) : {},
          },
          {
            method: c.req.method,
            accept: c.req.header('accept'),
            requestId: c.get('requestId') ?? crypto.randomUUID(),
            checked: options.development,
          },
        );
        c.header('content-type', answer.type);
        const { method } = c.req;
        const data = method === 'HEAD' ? null : dataOf(answer.body, options.onStreamError);
        return c.newResponse(data, status as StatusCode);
      };
      return {
        hono: c,
        req: c.req,
        env: c.env,
        get: c.get,
        set: c.set,
        header,
        get var() {
          return c.var;
        },
        get executionCtx() {
          return c.executionCtx;
        },
        json: (body: unknown, status: number, headers?: GivenHeaders) =>
          reply('json', body, status, headers),
        text: (text: string, status: number, headers?: GivenHeaders) =>
          reply('other', text, status, headers),
        html: (html: string, status: number, headers?: GivenHeaders) =>
          reply('other', html, status, { ...headers, 'content-type': 'text/html' }),
        body: (body: unknown, status: number, headers?: GivenHeaders) =>
          reply('other', body ?? undefined, status, headers),
        redirect: (location: string | URL, status: number) =>
          reply('other', undefined, status, { location: encoded(String(location)) }),
        notImplemented() {
          throw notImplemented(operation.spec.operationId);
        },
      };
    }

    /** What cannot stand in a header, as browsers would send it in a path. */
    function encoded(location: string): string {
      return location.toWellFormed().replaceAll(/[^!-~]+/g, encodeURIComponent);
    }

    type Bytes = Uint8Array<ArrayBuffer>;

    function dataOf(
      body: RenderedAnswer['body'],
      onError: RouteOptions['onStreamError'],
    ): string | Bytes | ReadableStream | null {
      if (body === undefined || typeof body === 'string') return body ?? null;
      if (body instanceof Uint8Array) return body as Bytes;
      return ReadableStream.from(bytesOf(body, onError));
    }

    async function* bytesOf(
      pieces: AsyncIterable<string | Uint8Array>,
      onError: RouteOptions['onStreamError'],
    ): AsyncGenerator<Uint8Array, void, undefined> {
      const encoder = new TextEncoder();
      try {
        for await (const piece of pieces) {
          yield typeof piece === 'string' ? encoder.encode(piece) : piece;
        }
      } catch (error) {
        onError?.(error);
        // Whose message servers may show.
        throw toHttpError(error);
      }
    }
  `;
}

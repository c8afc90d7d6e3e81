import { code } from '../../../emit/code.ts';

/** `src/routes/handler.gen.ts`: what a handler of an operation is given, and what it may answer. */
export function handlerTypes(): string {
  return code`
    import type { IncomingHttpHeaders } from 'node:http';
    import type {
      CookieOptions,
      Request as ExpressRequest,
      Response as ExpressResponse,
    } from 'express';
    import type { AppVerifiers } from '../middleware/auth.ts';
    import type {
      Answer,
      ResponseOf,
      StatusOf,
      StatusReply,
    } from '../runtime/reply/answer-types.gen.ts';
    import type { PrincipalOf } from '../runtime/security/security.gen.ts';
    import type { Operations } from '../types/api.ts';

    export type OperationId = keyof Operations;

    /** Carries out one operation: takes a checked request, and returns one of the declared answers. */
    export type Handler<Id extends OperationId> = (
      req: Request<Id>,
      res: Response<Id>,
    ) => Answer | Promise<Answer>;

    /** Express' request, with the parts that the document declares checked, converted and typed. */
    export interface Request<Id extends OperationId> extends Omit<
      ExpressRequest,
      'params' | 'query' | 'headers' | 'cookies' | 'body' | 'principal'
    > {
      readonly params: Operations[Id]['params'];
      readonly query: Operations[Id]['query'];
      readonly headers: WithRaw<Operations[Id]['headers']>;
      readonly cookies: Operations[Id]['cookies'];
      readonly body: Operations[Id]['body'];
      /** Who calls, as the verifier in \`middleware/auth.ts\` says. */
      readonly principal: PrincipalOf<AppVerifiers, Operations[Id]['principal']>;
    }

    /** All header fields as text, save the declared ones, which have their types. */
    type WithRaw<Headers> = string extends keyof Headers
      ? IncomingHttpHeaders
      : IncomingHttpHeaders & Headers;

    /** Express' response, where every answer begins with a declared status: \`return res.status(200).json(user)\`. */
    export interface Response<Id extends OperationId> extends Omit<ExpressResponse, Replaced> {
      status<Status extends StatusOf<Operations[Id]['responses']>>(
        status: Status,
      ): StatusReply<ResponseOf<Operations[Id]['responses'], Status>>;
      /** 501, until the handler is written. */
      notImplemented(): never;
      set(headers: Readonly<Record<string, string | string[]>>): this;
      append(name: string, value: string | string[]): this;
      cookie(name: string, value: string, options?: CookieOptions): this;
      clearCookie(name: string, options?: CookieOptions): this;
    }

    /** What would send an answer past its declaration, or lead to it by the type of what it returns. */
    type Replaced =
      | ('json' | 'jsonp' | 'send' | 'sendStatus' | 'sendFile' | 'download' | 'redirect' | 'render')
      | ('write' | 'writeHead' | 'end' | 'format')
      | ('status' | 'set' | 'header' | 'append' | 'cookie' | 'clearCookie' | 'type' | 'contentType')
      | ('attachment' | 'links' | 'location' | 'vary');
  `;
}

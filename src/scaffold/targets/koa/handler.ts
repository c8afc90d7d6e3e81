import { code } from '../../../emit/code.ts';

/** `src/routes/handler.gen.ts`: what a handler of an operation is given, and what it may answer. */
export function handlerTypes(): string {
  return code`
    import type { DefaultState, ExtendableContext } from 'koa';
    import type { AppVerifiers } from '../middleware/auth.ts';
    import type {
      Answer,
      AnswerShape,
      HeadersOf,
      NeedsHeaders,
      ResponseOf,
      StatusOf,
      StreamBody,
      TypeOf,
    } from '../runtime/reply/answer-types.gen.ts';
    import type { PrincipalOf } from '../runtime/security/security.gen.ts';
    import type { Operations } from '../types/api.ts';

    export type OperationId = keyof Operations;

    /** Carries out one operation: takes a checked request, and returns one of the declared answers. */
    export type Handler<Id extends OperationId> = (ctx: Context<Id>) => Answer | Promise<Answer>;

    /** Koa's context, with the checked request, and with \`reply\` as the way to answer. */
    export interface Context<Id extends OperationId> extends Omit<ExtendableContext, Replaced> {
      readonly state: DefaultState;
      /** The parts of the request that the document declares: checked, converted and typed. */
      readonly valid: {
        readonly params: Operations[Id]['params'];
        readonly query: Operations[Id]['query'];
        readonly headers: Operations[Id]['headers'];
        readonly cookies: Operations[Id]['cookies'];
        readonly body: Operations[Id]['body'];
      };
      /** Who calls, as the verifier in \`middleware/auth.ts\` says. */
      readonly principal: PrincipalOf<AppVerifiers, Operations[Id]['principal']>;
      /** Gives a declared answer: \`return ctx.reply(200, user)\`. */
      reply<Status extends StatusOf<Operations[Id]['responses']>>(
        status: Status,
        ...rest: ReplyArguments<ResponseOf<Operations[Id]['responses'], Status>>
      ): Answer;
      /** 501, until the handler is written. */
      notImplemented(): never;
    }

    /** What would answer past the declaration. */
    type Replaced =
      | ('body' | 'status' | 'message' | 'type' | 'length' | 'response' | 'respond')
      | ('redirect' | 'attachment' | 'throw' | 'assert' | 'onerror' | 'flushHeaders' | 'writable');

    /** Body and header fields, as far as the document requires them. */
    type ReplyArguments<Shape> = [Shape] extends [AnswerShape]
      ? NeedsHeaders<Shape> extends true
        ? [body: BodyOf<Shape>, headers: ReplyHeaders<Shape>]
        : undefined extends Shape['type']
          ? [body?: BodyOf<Shape>, headers?: ReplyHeaders<Shape>]
          : [body: BodyOf<Shape>, headers?: ReplyHeaders<Shape>]
      : never;

    /** As declared; texts and bytes also piece by piece. */
    type BodyOf<Shape extends AnswerShape> = Shape['body'] | StreamBody<Shape>;

    /** \`content-type\` chooses among several declared media types. */
    type ReplyHeaders<Shape extends AnswerShape> = HeadersOf<Shape> & {
      readonly 'content-type'?: TypeOf<Shape>;
    };
  `;
}

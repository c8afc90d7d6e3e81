import { code } from '../../../emit/code.ts';

/** `src/routes/handler.gen.ts`: what the method of an operation is given, and what it may answer. */
export function handlerTypes(): string {
  return code`
    import type { Request } from 'express';
    import type { AppVerifiers } from '../middleware/auth.ts';
    import type {
      Answer,
      ResponseOf,
      StatusOf,
      StatusReply,
    } from '../runtime/reply/answer-types.gen.ts';
    import type { PrincipalOf } from '../runtime/security/security.gen.ts';
    import type { Operations } from '../types/api.ts';

    export type { Answer };
    export type OperationId = keyof Operations;

    /** A checked request, and the way to its declared answers: \`return call.status(200).json(user)\`. */
    export interface Call<Id extends OperationId> {
      readonly params: Operations[Id]['params'];
      readonly query: Operations[Id]['query'];
      /** The declared header fields; all others are in \`request.headers\`. */
      readonly headers: Operations[Id]['headers'];
      readonly cookies: Operations[Id]['cookies'];
      readonly body: Operations[Id]['body'];
      /** Who calls, as the verifier in \`middleware/auth.ts\` says. */
      readonly principal: PrincipalOf<AppVerifiers, Operations[Id]['principal']>;
      /** As Express has it. */
      readonly request: Request;
      status<Status extends StatusOf<Operations[Id]['responses']>>(
        status: Status,
      ): StatusReply<ResponseOf<Operations[Id]['responses'], Status>>;
      /** 501, until the method is written. */
      notImplemented(): never;
    }
  `;
}

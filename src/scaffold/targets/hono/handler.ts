import { code, memberName } from '../../../emit/code.ts';
import type { Operation } from '../../../api/model.ts';
import { bodyKind } from '../../runtime/media-type.ts';
import type { TargetInput } from '../target.ts';

/** `src/routes/handler.gen.ts`: what a handler of an operation is given, and what it may answer. */
export function handlerTypes({ model }: TargetInput): string {
  const targets = model.operations.flatMap((operation) => {
    const target = bodyTarget(operation);
    return target === undefined ? [] : `  ${memberName(operation.id)}: '${target}';\n`;
  });
  return `${types}\n${targetsComment}interface BodyTargets {${targets.length === 0 ? '' : `\n${targets.join('')}`}}\n`;
}

/** The target of Hono's validators that all declared types of the body belong to. */
function bodyTarget({ body }: Operation): 'json' | 'form' | undefined {
  const kinds = body?.content.map(({ type }) => bodyKind(type)) ?? [];
  if (kinds.length === 0) return undefined;
  if (kinds.every((kind) => kind === 'json')) return 'json';
  return kinds.every((kind) => kind === 'form' || kind === 'multipart') ? 'form' : undefined;
}

const targetsComment =
  "/** Hono's name for the body, where all its declared types are JSON, or all are forms. */\n";

const types: string = code`
  import type { Context as HonoContext, ContextVariableMap, HonoRequest } from 'hono';
  import type { RedirectStatusCode } from 'hono/utils/http-status';
  import type { AppVerifiers } from '../middleware/auth.ts';
  import type {
    Answer,
    AnswerShape,
    HeadersOf,
    JsonBody,
    NeedsHeaders,
    OtherBody,
    ResponseOf,
    ShapeOfType,
    StatusOf,
    StreamBody,
    TypeOf,
  } from '../runtime/reply/answer-types.gen.ts';
  import type { PrincipalOf } from '../runtime/security/security.gen.ts';
  import type { Operations } from '../types/api.ts';

  export type OperationId = keyof Operations;

  /** Carries out one operation: takes a checked request, and returns one of the declared answers. */
  export type Handler<Id extends OperationId> = (c: Context<Id>) => Answer | Promise<Answer>;

  /** Hono's context, with the checked request, and with the declared answers only. */
  export interface Context<Id extends OperationId> extends Pick<
    HonoContext,
    'env' | 'executionCtx' | 'header'
  > {
    readonly req: CheckedRequest<Id>;
    readonly var: Readonly<Variables<Id>>;
    get<Key extends keyof Variables<Id>>(key: Key): Variables<Id>[Key];
    set<Key extends keyof ContextVariableMap>(key: Key, value: ContextVariableMap[Key]): void;
    json<Status extends StatusOf<Operations[Id]['responses']>>(
      body: JsonBody<ResponseOf<Operations[Id]['responses'], Status>>,
      status: Status,
      ...headers: HeaderArguments<ResponseOf<Operations[Id]['responses'], Status>>
    ): Answer;
    text<Status extends StatusOf<Operations[Id]['responses']>>(
      text: TextBody<ResponseOf<Operations[Id]['responses'], Status>>,
      status: Status,
      ...headers: HeaderArguments<ResponseOf<Operations[Id]['responses'], Status>>
    ): Answer;
    html<Status extends StatusOf<Operations[Id]['responses']>>(
      html: TextBody<ShapeOfType<ResponseOf<Operations[Id]['responses'], Status>, 'text/html'>>,
      status: Status,
      ...headers: HeaderArguments<ResponseOf<Operations[Id]['responses'], Status>>
    ): Answer;
    /** Whatever is not JSON, at once or piece by piece, and \`null\` where no body is declared. */
    body<Status extends StatusOf<Operations[Id]['responses']>>(
      body: AnyBody<ResponseOf<Operations[Id]['responses'], Status>>,
      status: Status,
      ...headers: HeaderArguments<ResponseOf<Operations[Id]['responses'], Status>>
    ): Answer;
    redirect(
      location: string | URL,
      status: Extract<StatusOf<Operations[Id]['responses']>, RedirectStatusCode>,
    ): Answer;
    /** 501, until the handler is written. */
    notImplemented(): never;
    /** Hono's own context, for its helpers: \`setCookie(c.hono, 'theme', 'dark')\`. */
    readonly hono: HonoContext;
  }

  /** Hono's request, whose \`valid\` gives what the document declares: checked, converted and typed. */
  export interface CheckedRequest<Id extends OperationId> extends Pick<
    HonoRequest,
    'raw' | 'method' | 'url' | 'path' | 'header' | 'query' | 'queries'
  > {
    /** \`body\` is there for every operation that has one, \`json\` and \`form\` where it is always of that kind. */
    valid<Target extends keyof Parts<Id> | BodyTarget<Id>>(
      target: Target,
    ): Target extends keyof Parts<Id> ? Parts<Id>[Target] : Operations[Id]['body'];
  }

  interface Parts<Id extends OperationId> {
    param: Operations[Id]['params'];
    query: Operations[Id]['query'];
    header: Operations[Id]['headers'];
    cookie: Operations[Id]['cookies'];
    body: Operations[Id]['body'];
  }

  type BodyTarget<Id> = Id extends keyof BodyTargets ? BodyTargets[Id] : never;

  interface Variables<Id extends OperationId> extends Omit<ContextVariableMap, 'principal'> {
    /** Who calls, as the verifier in \`middleware/auth.ts\` says. */
    principal: PrincipalOf<AppVerifiers, Operations[Id]['principal']>;
  }

  type TextBody<Shape> = Extract<OtherBody<Shape>, string>;

  type AnyBody<Shape> = OtherBody<Shape> | StreamBody<Shape> | NoBody<Shape>;

  type NoBody<Shape> = Shape extends { type: infer Type }
    ? undefined extends Type
      ? null
      : never
    : never;

  /** Header fields, which must be given where the document requires any. \`content-type\` chooses among several types. */
  type HeaderArguments<Shape> = [Shape] extends [AnswerShape]
    ? NeedsHeaders<Shape> extends true
      ? [headers: ReplyHeaders<Shape>]
      : [headers?: ReplyHeaders<Shape>]
    : never;

  type ReplyHeaders<Shape extends AnswerShape> = HeadersOf<Shape> & {
    readonly 'content-type'?: TypeOf<Shape>;
  };
`;

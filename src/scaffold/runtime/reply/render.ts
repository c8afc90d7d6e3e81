import { negotiate } from '../request/accept.ts';
import { HttpError } from '../http-error.ts';
import { bodyKind } from '../media-type.ts';
import type { ReplyHeaders, RuntimeOperation } from '../operation.ts';
import { encodeBody, encodeStream, hasBody, isStream, successBody } from './reply.ts';

/** What a handler answers with. */
export interface AnswerParts {
  readonly status: number;
  /** Media type that the handler named. */
  readonly type?: string | undefined;
  /**
   * Which of several declared types is meant where the handler named none; `any`: other types than JSON for texts,
   * bytes and streams, JSON for everything else.
   */
  readonly prefer: 'json' | 'other' | 'any';
  readonly body: unknown;
  /** All header fields of the answer so far, with lower-case names. */
  readonly headers: ReplyHeaders;
}

/** What about the request matters to its answer. */
export interface AnswerContext {
  readonly method: string;
  /** The `Accept` header. */
  readonly accept: string | undefined;
  readonly requestId: string;
  /** Compare the answer with its declaration: in development. */
  readonly checked: boolean;
}

export interface RenderedAnswer {
  /** Value of `Content-Type`; `undefined` where there is no body. */
  readonly type: string | undefined;
  readonly body: string | Uint8Array | AsyncIterable<string | Uint8Array> | undefined;
}

/** An answer that is ready to be encoded. */
export interface PreparedAnswer {
  /** Media type, maybe with parameters; `undefined` where there is no body. */
  readonly type: string | undefined;
  /** What `type` is to hold: in the success envelope where that applies. */
  readonly body: unknown;
}

/**
 * Turns what a handler gave into what goes over the wire: chooses the media type, applies the success envelope, encodes.
 * Throws `HttpError` 500 `RESPONSE_INVALID` where `checked` finds that the answer is not as declared.
 */
export function renderAnswer(
  operation: RuntimeOperation,
  answer: AnswerParts,
  context: AnswerContext,
): RenderedAnswer {
  const { type, body } = prepareAnswer(operation, answer, context);
  if (type === undefined) return { type, body: undefined };
  if (isStream(body)) return { type: withCharset(type), body: encodeStream(type, body) };
  return { type: withCharset(type), body: encodeBody(type, body) };
}

/** `renderAnswer` without the encoding, for frameworks that encode by themselves. */
export function prepareAnswer(
  operation: RuntimeOperation,
  answer: AnswerParts,
  context: AnswerContext,
): PreparedAnswer {
  const { status, body, headers } = answer;
  const type =
    body === undefined ? undefined : (answer.type ?? chooseType(operation, answer, context));
  if (context.checked) {
    const issues = operation.check(status, type, body, headers);
    if (issues.length > 0) throw invalidAnswer(operation, issues);
  }
  const wrapped = successBody(operation, status, body, context.requestId);
  const bodiless = !hasBody(status, context.method) && context.method !== 'HEAD';
  if (type === undefined || (bodiless && !isStream(wrapped))) {
    return { type: undefined, body: undefined };
  }
  return { type, body: wrapped };
}

/** The text of a header field; lists with commas, as parameters of style `simple` are written. */
export function headerText(value: unknown): string {
  if (Array.isArray(value)) return value.map(headerText).join(',');
  if (value instanceof Date) return value.toUTCString();
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, item]) => `${key},${headerText(item)}`)
    .join(',');
}

/** The declared type of the preferred kind that the caller likes best. */
function chooseType(
  operation: RuntimeOperation,
  { status, prefer, body }: AnswerParts,
  { accept }: AnswerContext,
): string {
  const declared = Object.keys(operation.declares(status)?.content ?? {});
  const [json, others] = [declared.filter(isJson), declared.filter((type) => !isJson(type))];
  const isRaw = typeof body === 'string' || body instanceof Uint8Array || isStream(body);
  const asJson = prefer === 'json' || (prefer === 'any' && (!isRaw || others.length === 0));
  const concrete = (asJson ? json : others).filter((type) => !type.includes('*'));
  const [first] = concrete;
  if (first !== undefined) return (concrete.length > 1 && negotiate(accept, concrete)) || first;
  if (body instanceof Uint8Array || isStream(body)) return 'application/octet-stream';
  return asJson ? 'application/json' : 'text/plain';
}

function isJson(type: string): boolean {
  return bodyKind(type) === 'json';
}

/** Texts are sent as UTF-8. */
export function withCharset(type: string): string {
  return type.startsWith('text/') && !type.includes(';') ? `${type}; charset=utf-8` : type;
}

function invalidAnswer(
  operation: RuntimeOperation,
  details: ReturnType<RuntimeOperation['check']>,
): HttpError {
  return new HttpError(500, `The answer of ${operation.spec.operationId} is not as declared`, {
    code: 'RESPONSE_INVALID',
    details,
  });
}

/**
 * Failures as HTTP answers. Handlers throw them (`throw notFound('No such user')`); the application turns every error,
 * also those of the framework and of the parsers, into one with `toHttpError`.
 */
import { headersOf, messageOf, statusOf } from './foreign-error.ts';
import type { Issue } from './spec.ts';

export interface HttpErrorOptions {
  /** Machine-readable reason, default by status: `NOT_FOUND`. */
  readonly code?: string;
  /** What exactly is wrong with the request. */
  readonly details?: readonly Issue[];
  /** Header fields of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What led to it: logged, never sent. */
  readonly cause?: unknown;
}

/** An answer with an error status. Its message, code and details are sent to the caller. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly code: string;
  readonly details: readonly Issue[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message?: string, options: HttpErrorOptions = {}) {
    super(
      message || reasonOf(status).message,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.status = status;
    this.code = options.code ?? reasonOf(status).code;
    this.details = options.details ?? [];
    this.headers = options.headers ?? {};
  }
}

/** 400: with issues `VALIDATION_ERROR`, with a sentence `BAD_REQUEST`. */
export function badRequest(problem: string | readonly Issue[]): HttpError {
  if (typeof problem === 'string') return new HttpError(400, problem);
  return new HttpError(400, 'The request is not valid', {
    code: 'VALIDATION_ERROR',
    details: problem,
  });
}

/** 401, with the `WWW-Authenticate` challenges that say how to authenticate: `Bearer realm="api"`. */
export function unauthorized(challenge?: string | readonly string[], message?: string): HttpError {
  const challenges = typeof challenge === 'string' ? challenge : challenge?.join(', ');
  return new HttpError(
    401,
    message,
    challenges ? { headers: { 'www-authenticate': challenges } } : {},
  );
}

/** 403: the caller is known but may not do this. */
export function forbidden(message?: string): HttpError {
  return new HttpError(403, message);
}

/** 404: `throw notFound('No such user')`. */
export function notFound(message?: string): HttpError {
  return new HttpError(404, message);
}

/** 405, with the methods that the path does have. */
export function methodNotAllowed(allowed: readonly string[]): HttpError {
  return new HttpError(405, undefined, { headers: { allow: allowed.join(', ') } });
}

/** 406: none of the media types on offer is acceptable to the caller. */
export function notAcceptable(offered: readonly string[] = []): HttpError {
  return new HttpError(
    406,
    offered.length === 0 ? undefined : `Only ${offered.join(', ')} is available`,
  );
}

/** 409: the request contradicts the present state, such as a name that is taken. */
export function conflict(message?: string): HttpError {
  return new HttpError(409, message);
}

/** 413: the body is larger than the server reads. */
export function payloadTooLarge(message?: string): HttpError {
  return new HttpError(413, message);
}

/** 415, with the media types that the operation reads. */
export function unsupportedMediaType(supported: readonly string[] = []): HttpError {
  if (supported.length === 0) return new HttpError(415);
  return new HttpError(415, `Supported: ${supported.join(', ')}`, {
    headers: { accept: supported.join(', ') },
  });
}

/** 429, with rate limit headers such as `Retry-After`. */
export function tooManyRequests(headers: Readonly<Record<string, string>> = {}): HttpError {
  return new HttpError(429, undefined, { headers });
}

/** 501: the operation is declared but nobody has written it yet. */
export function notImplemented(operationId: string): HttpError {
  return new HttpError(501, `${operationId} is not implemented yet`);
}

/** 503: `throw serviceUnavailable('The database cannot be reached')`. */
export function serviceUnavailable(message?: string): HttpError {
  return new HttpError(503, message);
}

/**
 * The answer to any thrown value: an `HttpError` is itself, errors of the frameworks and their parsers keep their 4xx
 * status and message, everything else is 500 `INTERNAL_ERROR` without a word of the original, which is its `cause`.
 */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const status = statusOf(error);
  if (status === undefined) return new HttpError(500, undefined, { cause: error });
  const message = status < 500 ? messageOf(error) : undefined;
  return new HttpError(status, message, { headers: headersOf(error), cause: error });
}

interface Reason {
  readonly code: string;
  readonly message: string;
}

function reasonOf(status: number): Reason {
  return reasons.get(status) ?? { code: `HTTP_${status}`, message: `The answer is ${status}` };
}

const reasons: ReadonlyMap<number, Reason> = new Map([
  [400, { code: 'BAD_REQUEST', message: 'The request is malformed' }],
  [401, { code: 'UNAUTHORIZED', message: 'Authentication is required' }],
  [402, { code: 'PAYMENT_REQUIRED', message: 'Payment is required' }],
  [403, { code: 'FORBIDDEN', message: 'This is not allowed' }],
  [404, { code: 'NOT_FOUND', message: 'There is nothing here' }],
  [405, { code: 'METHOD_NOT_ALLOWED', message: 'The method is not available here' }],
  [406, { code: 'NOT_ACCEPTABLE', message: 'No acceptable media type is available' }],
  [408, { code: 'REQUEST_TIMEOUT', message: 'The request took too long to arrive' }],
  [409, { code: 'CONFLICT', message: 'The request contradicts the present state' }],
  [410, { code: 'GONE', message: 'It is no longer here' }],
  [412, { code: 'PRECONDITION_FAILED', message: 'A precondition does not hold' }],
  [413, { code: 'PAYLOAD_TOO_LARGE', message: 'The body is too large' }],
  [414, { code: 'URI_TOO_LONG', message: 'The URL is too long' }],
  [415, { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'The media type is not supported' }],
  [417, { code: 'EXPECTATION_FAILED', message: 'The expectation cannot be met' }],
  [422, { code: 'UNPROCESSABLE_CONTENT', message: 'The content cannot be processed' }],
  [428, { code: 'PRECONDITION_REQUIRED', message: 'The request must be conditional' }],
  [429, { code: 'RATE_LIMITED', message: 'There have been too many requests' }],
  [431, { code: 'HEADERS_TOO_LARGE', message: 'The header fields are too large' }],
  [500, { code: 'INTERNAL_ERROR', message: 'Something went wrong on our side' }],
  [501, { code: 'NOT_IMPLEMENTED', message: 'This is not implemented yet' }],
  [502, { code: 'BAD_GATEWAY', message: 'A server behind this one failed' }],
  [503, { code: 'SERVICE_UNAVAILABLE', message: 'The service is not available at the moment' }],
  [504, { code: 'GATEWAY_TIMEOUT', message: 'A server behind this one took too long' }],
]);

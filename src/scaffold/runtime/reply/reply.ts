/** Answers: envelopes and encodings. */
import { errorShape } from './error-shape.ts';
import type { HttpError } from '../http-error.ts';
import { bodyKind } from '../media-type.ts';
import type { RuntimeOperation } from '../runtime-operation.ts';

export { encodeStream } from './stream.ts';

/** Whether an answer to `method` with this status may have a body at all (RFC 9110, section 6.4.1). */
export function hasBody(status: number, method: string): boolean {
  if (method.toUpperCase() === 'HEAD' || status < 200) return false;
  return status !== 204 && status !== 205 && status !== 304;
}

/** Whether the body of an answer arrives piece by piece: encode it with `encodeStream`. */
export function isStream(body: unknown): body is AsyncIterable<unknown> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/**
 * The body to send for what a handler gave: wrapped as `{ data, meta: { requestId } }` where the response declares no
 * content, as it is where it does. No body, bytes and streams are never wrapped.
 */
export function successBody(
  operation: RuntimeOperation,
  status: number,
  body: unknown,
  requestId: string,
): unknown {
  if (body === undefined || body instanceof Uint8Array || isStream(body)) return body;
  const content = operation.declares(status)?.content;
  if (content !== undefined && Object.keys(content).length > 0) return body;
  return { data: body, meta: { requestId } };
}

export interface EncodedError {
  /** Content type. */
  readonly type: string;
  /** A value to encode as JSON, or a text where `type` is not JSON. */
  readonly body: unknown;
}

/**
 * The body of an error answer: the envelope `{ error: { code, message, details }, meta: { requestId } }`, unless the
 * operation declares another shape for this status and the error can be told in it.
 */
export function errorBody(
  error: HttpError,
  requestId: string,
  operation?: RuntimeOperation,
): EncodedError {
  const declared = operation === undefined ? undefined : errorShape(error, requestId, operation);
  return declared ?? { type: 'application/json', body: envelope(error, requestId) };
}

/** The error envelope of this API, for errors that belong to no operation. */
export function envelope(error: HttpError, requestId: string): unknown {
  const { code, message, details } = error;
  return { error: { code, message, details }, meta: { requestId } };
}

/**
 * A body that is no stream as text or bytes: JSON types as JSON, urlencoded forms from an object, bytes as they are,
 * all else as text.
 */
export function encodeBody(type: string, body: unknown): Uint8Array | string {
  if (body instanceof Uint8Array) return body;
  const [name = ''] = type.toLowerCase().split(';');
  const kind = bodyKind(name.trim());
  if (kind === 'json') return JSON.stringify(body) ?? '';
  if (typeof body === 'string') return body;
  if (kind === 'form') return formText(body);
  if (body === undefined) return '';
  return JSON.stringify(body);
}

function formText(body: unknown): string {
  const pairs = Object.entries(body ?? {}).flatMap(([name, value]: [string, unknown]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== undefined)
      .map((item): [string, string] => [
        name,
        typeof item === 'object' ? JSON.stringify(item) : String(item),
      ]),
  );
  return new URLSearchParams(pairs).toString();
}

import { TrivetError } from '../base/errors.ts';
import type { Keep } from './exchange.ts';
import type { RequestMessage } from './message.ts';

/** A request as a user, a HAR file or a specification describes it. */
export interface MessageDraft {
  /** Upper case. */
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** Host and port of the URL: `api.example.com:8080`. */
  readonly authority: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | undefined;
  readonly keep: Keep;
  /** Sent unless the headers have one: `trivet/1.2.3`. */
  readonly userAgent: string;
}

/**
 * The message that is meant, the same for HTTP/1.1 and HTTP/2:
 * - `Host` of the headers wins over that of the URL;
 * - `Content-Length` of the headers is left out, because it is computed;
 * - `User-Agent`, `Accept: *∕*` and, for a body that looks like JSON, `Content-Type: application/json` are added where
 *   the headers have none;
 * - all other headers stay as they are, in their order. `Connection: close` is among them: HTTP/2 leaves it out.
 * @throws TrivetError `USAGE` for `Transfer-Encoding`: the body is sent as it is.
 */
export function settleMessage(draft: MessageDraft): RequestMessage {
  const { method, scheme, target, body, keep } = draft;
  const headers: (readonly [name: string, value: string])[] = [];
  const seen = new Set<string>();
  let { authority } = draft;
  for (const header of draft.headers) {
    const name = header[0].toLowerCase();
    seen.add(name);
    if (name === 'transfer-encoding') throw transferEncodingError();
    if (name === 'host') authority = header[1].trim();
    else if (name !== 'content-length') headers.push(header);
  }
  if (!seen.has('user-agent')) headers.push(['User-Agent', draft.userAgent]);
  if (!seen.has('accept')) headers.push(['Accept', '*/*']);
  if (!seen.has('content-type') && body !== undefined && looksLikeJson(body)) {
    headers.push(['Content-Type', 'application/json']);
  }
  return { method, target, authority, scheme, headers, body, keep };
}

function transferEncodingError(): TrivetError {
  return new TrivetError('USAGE', 'Transfer-Encoding cannot be set for a request.', {
    hint: 'Leave it out: bodies are sent whole, with a Content-Length.',
  });
}

/** `{…}` or `[…]`. */
function looksLikeJson(body: Uint8Array): boolean {
  let start = 0;
  let end = body.length - 1;
  while (start < end && isSpace(body[start])) start += 1;
  while (end > start && isSpace(body[end])) end -= 1;
  const [first, last] = [body[start], body[end]];
  return (first === 0x7b && last === 0x7d) || (first === 0x5b && last === 0x5d);
}

/** White space of JSON (RFC 8259, section 2). */
function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

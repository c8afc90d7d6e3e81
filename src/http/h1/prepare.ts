import type { PreparedRequest } from '../exchange.ts';
import { checkAuthority, checkMethod, checkTarget, safeField } from '../fields.ts';
import type { RequestMessage } from '../message.ts';

/**
 * The bytes of a request in HTTP/1.1 (RFC 9112): request line, `Host`, the message's fields in their order,
 * `Content-Length` where there is a body or the method expects one, body.
 * @throws TrivetError `USAGE` where a part could end its line and smuggle in something else.
 */
export function prepareHttp1(message: RequestMessage): PreparedRequest {
  const { method, target, authority, headers, body, keep } = message;
  checkMethod(method);
  checkTarget(target, method);
  checkAuthority(authority);
  let head = `${method} ${target} HTTP/1.1\r\nHost: ${authority}\r\n${linesOf(headers)}`;
  if (body !== undefined || lengthExpected.has(method)) {
    head += `Content-Length: ${body?.length ?? 0}\r\n`;
  }
  head += '\r\n';
  return { head: withBody(head, body), body: undefined, isHead: method === 'HEAD', keep };
}

/** Requests of a template often have the same list of fields: its lines are made once. */
function linesOf(headers: RequestMessage['headers']): string {
  const known = knownLines.get(headers);
  if (known !== undefined) return known;
  let lines = '';
  for (const [name, value] of headers) {
    const field = safeField(name, value);
    lines += `${field[0]}: ${field[1]}\r\n`;
  }
  knownLines.set(headers, lines);
  return lines;
}

const knownLines = new WeakMap<RequestMessage['headers'], string>();

function withBody(head: string, body: Uint8Array | undefined): Uint8Array {
  if (body === undefined) return Buffer.from(head);
  const headBytes = Buffer.byteLength(head);
  const bytes = Buffer.allocUnsafe(headBytes + body.length);
  bytes.write(head);
  bytes.set(body, headBytes);
  return bytes;
}

/** Methods that usually come with content say so also where they have none (RFC 9110, section 8.6). */
const lengthExpected: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'QUERY']);

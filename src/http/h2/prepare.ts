import type { PreparedRequest } from '../exchange.ts';
import { checkAuthority, checkMethod, checkTarget, type Field, safeField } from '../fields.ts';
import type { RequestMessage } from '../message.ts';
import { encodeFields } from './encode.ts';

/**
 * A request of HTTP/2 (RFC 9113, section 8.3.1): pseudo-header fields, the message's fields in their order and in lower
 * case, `content-length` where there is a body. Fields that concern one connection of HTTP/1.1 are left out.
 * @throws TrivetError `USAGE` where a part could end its field.
 */
export function prepareHttp2(message: RequestMessage): PreparedRequest {
  const { method, target, authority, scheme, headers, body, keep } = message;
  checkMethod(method);
  checkTarget(target, method);
  checkAuthority(authority);
  const fields: Field[] = [
    [':method', method],
    [':scheme', scheme],
    [':authority', authority],
    [':path', target],
  ];
  for (const [name, value] of headers) {
    const field = safeField(name.toLowerCase(), value);
    if (isOfConnection(field)) continue;
    fields.push(field);
  }
  if (body !== undefined) fields.push(['content-length', String(body.length)]);
  const content = body === undefined || body.length === 0 ? undefined : body;
  return { head: encodeFields(fields), body: content, isHead: method === 'HEAD', keep };
}

/** RFC 9113, section 8.2.2. */
function isOfConnection([name, value]: Field): boolean {
  return connectionFields.has(name) || (name === 'te' && value.toLowerCase() !== 'trailers');
}

const connectionFields: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  // Said by `:authority`.
  'host',
]);

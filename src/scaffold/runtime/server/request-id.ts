import { randomUUID } from 'node:crypto';
import type { RawRequest } from '../spec.ts';

/** Whatever is safe in a header, a log line and a search box. */
const acceptable = /^[\w.:/+=@-]{1,128}$/;

/** The id that a request came with in `X-Request-Id`, if it is a sane one, or else a new one. */
export function requestIdOf(headers: RawRequest['headers']): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && acceptable.test(given) ? given : randomUUID();
}

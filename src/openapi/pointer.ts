import type { JsonValue } from '../base/json.ts';
import { isJsonObject } from '../base/json.ts';

/** The unescaped steps of a JSON pointer: `['paths', '/users', 'get']`. */
export type Tokens = readonly string[];

/**
 * Parses a JSON pointer (RFC 6901), as a URI fragment (`#/paths/~1users`, percent-decoded) or bare (`/paths/~1users`).
 * `''` and `#` are the whole document. Undefined where it is no pointer (`#anchor`).
 */
export function parsePointer(pointer: string): Tokens | undefined {
  const text = pointer.startsWith('#') ? decodePercent(pointer.slice(1)) : pointer;
  if (text === '') return [];
  if (!text.startsWith('/')) return undefined;
  return text.slice(1).split('/').map(unescapeToken);
}

/** Formats steps as a URI fragment that is easy to read: only what would change its meaning is percent-encoded. */
export function formatPointer(tokens: Tokens): string {
  return tokens.length === 0 ? '#' : `#/${tokens.map(escapeToken).join('/')}`;
}

/** The value at a place, or undefined where there is none. Does not follow references. */
export function valueAt(root: JsonValue, tokens: Tokens): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const token of tokens) {
    value = childOf(value, token);
    if (value === undefined) return undefined;
  }
  return value;
}

/** One step down: a member of an object or an element of an array. */
export function childOf(value: JsonValue, token: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}

/** Decodes `%2F`; what is no valid percent-encoding is taken as it stands. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What may have to be escaped. */
// oxlint-disable-next-line no-control-regex
const special = /[~/%"\s\u0000-\u001f\u007f-\u009f]/;

function unescapeToken(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}

function escapeToken(token: string): string {
  if (!special.test(token)) return token;
  return token
    .replaceAll('~', '~0')
    .replaceAll('/', '~1')
    .replaceAll(/[%"\s\p{Cc}]/gu, (character) => encodeURIComponent(character));
}

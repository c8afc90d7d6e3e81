import { badRequest, type HttpError } from '../http-error.ts';
import { WireError } from './wire-error.ts';

/** Texts by name, in the order of the request: the pairs of a query, a form or a cookie header. */
export interface Fields {
  /** Names are decoded, texts are not. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** Decodes one text. Throws `URIError` where its percent-encoding is malformed. */
  readonly decode: (text: string) => string;
}

/** More pairs in one request are refused. */
export const maxPairs = 1000;

/** Reads `a=1&b=2`. Throws a 400 about `field` where there are too many pairs. */
export function parsePairs(text: string, field: string): Fields {
  if (text === '') return noPairs;
  const texts = new Map<string, string[]>();
  let count = 0;
  for (let start = 0; start <= text.length; count++) {
    if (count === maxPairs) throw tooMany(field);
    const next = text.indexOf('&', start);
    const end = next === -1 ? text.length : next;
    if (end > start) addPair(texts, text.slice(start, end));
    start = end + 1;
  }
  return { texts, decode: decodePlus };
}

/** The 400 for more than `maxPairs` in one place. */
export function tooMany(field: string): HttpError {
  return badRequest([{ field, message: `must not have more than ${maxPairs} entries` }]);
}

const noPairs: Fields = { texts: new Map(), decode: decodePlus };

function addPair(texts: Map<string, string[]>, pair: string): void {
  const equals = pair.indexOf('=');
  const name = equals === -1 ? pair : pair.slice(0, equals);
  addText(texts, decodeName(name), equals === -1 ? '' : pair.slice(equals + 1));
}

/** Adds one more text under a name. */
export function addText(texts: Map<string, string[]>, name: string, text: string): void {
  const known = texts.get(name);
  if (known) known.push(text);
  else texts.set(name, [text]);
}

/** The text under a name, not decoded. Throws `WireError` where there is more than one. */
export function onlyText({ texts }: Fields, name: string): string | undefined {
  const found = texts.get(name);
  if (found !== undefined && found.length > 1) throw new WireError('must be given only once');
  return found?.[0];
}

/** Decodes percent-encoding, and `+` as a space. */
export function decodePlus(text: string): string {
  return decodePercent(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

/** Decodes percent-encoding. Throws `URIError` where it is malformed. */
export function decodePercent(text: string): string {
  return text.includes('%') ? decodeURIComponent(text) : text;
}

/** A name that cannot be decoded is nobody's. */
function decodeName(name: string): string {
  try {
    return decodePlus(name);
  } catch {
    return name;
  }
}

/** How cookies are written: `plain` is not percent-encoded, `joined` has `&` between those of one parameter. */
export type CookieForm = 'encoded' | 'plain' | 'joined';

/** Reads a `Cookie` header (RFC 6265, section 5.4). Quotes around values are taken off. Throws 400 on too many. */
export function parseCookies(header: string, form: CookieForm): Fields {
  const texts = new Map<string, string[]>();
  const pairs = header.split(form === 'joined' ? /[;&]/ : ';');
  if (pairs.length > maxPairs) throw tooMany('header.cookie');
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals === -1) continue;
    const value = pair.slice(equals + 1).trim();
    addText(texts, pair.slice(0, equals).trim(), value.replace(/^"(.*)"$/, '$1'));
  }
  return { texts, decode: form === 'plain' ? (text) => text : decodePercent };
}

import { isIpv6 } from './host.ts';

/** Formats of references: RFC 3986 (URI), RFC 3987 (IRI), RFC 6570 (templates), RFC 6901 (JSON pointers). */

const PARTS = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/;
const SCHEME = /^[a-z][a-z\d+.-]*$/i;
const AUTHORITY = /^(?:([^@]*)@)?(\[[^\]]*\]|[^:[\]]*)(?::(\d*))?$/;
const FUTURE_ADDRESS = /^v[\da-f]+\.[\w.~!$&'()*+,;=:-]+$/i;
const BROKEN_ESCAPE = /%(?![\da-f]{2})/i;

// Noncharacters and surrogates are in neither set.
const UNICODE = [
  '\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef',
  ...Array.from({ length: 13 }, (_, index) => planeRange(index + 1)),
  '\\u{e1000}-\\u{efffd}',
].join('');
const PRIVATE = '\ue000-\uf8ff\\u{f0000}-\\u{ffffd}\\u{100000}-\\u{10fffd}';
const NAME = "\\w.~!$&'()*+,;=%\\-";

/** The characters that a part of a reference must not have. */
interface Grammar {
  readonly userinfo: RegExp;
  readonly host: RegExp;
  readonly path: RegExp;
  readonly query: RegExp;
  readonly fragment: RegExp;
}

const ASCII = grammarOf('', '');
const INTERNATIONAL = grammarOf(UNICODE, PRIVATE);

export function isUri(value: string): boolean {
  return isReference(value, ASCII, true);
}

export function isUriReference(value: string): boolean {
  return isReference(value, ASCII, false);
}

export function isIri(value: string): boolean {
  return isReference(value, INTERNATIONAL, true);
}

export function isIriReference(value: string): boolean {
  return isReference(value, INTERNATIONAL, false);
}

const EXPRESSION = /\{([^{}]*)\}/g;
const VARIABLE = /^(?:\w|%[\da-f]{2})(?:\.?(?:\w|%[\da-f]{2}))*(?:\*|:[1-9]\d{0,3})?$/i;
const OPERATOR = /^[+#./;?&=,!@|]/;
const NO_LITERAL = /[\0- "<>\\^`{|}\u007f-\u009f]/;

export function isUriTemplate(value: string): boolean {
  const literals = value.replaceAll(EXPRESSION, '');
  if (NO_LITERAL.test(literals) || BROKEN_ESCAPE.test(literals)) return false;
  return [...value.matchAll(EXPRESSION)]
    .flatMap(([, body = '']) => body.replace(OPERATOR, '').split(','))
    .every((variable) => VARIABLE.test(variable));
}

export function isJsonPointer(value: string): boolean {
  return (value === '' || value.startsWith('/')) && !/~(?![01])/.test(value);
}

export function isRelativeJsonPointer(value: string): boolean {
  const [steps] = /^(?:0|[1-9]\d*)/.exec(value) ?? [];
  if (steps === undefined) return false;
  const rest = value.slice(steps.length);
  return rest === '#' || isJsonPointer(rest);
}

function isReference(value: string, grammar: Grammar, isAbsolute: boolean): boolean {
  if (BROKEN_ESCAPE.test(value)) return false;
  const [, scheme, authority, path = '', query = '', fragment = ''] = PARTS.exec(value) ?? [];
  if (scheme === undefined ? isAbsolute : !SCHEME.test(scheme)) return false;
  if (authority !== undefined && !isAuthority(authority, grammar)) return false;
  // Its first segment would be taken for a scheme.
  if (scheme === undefined && authority === undefined && /^[^/]*:/.test(path)) return false;
  return !grammar.path.test(path) && !grammar.query.test(query) && !grammar.fragment.test(fragment);
}

function isAuthority(authority: string, grammar: Grammar): boolean {
  const [text, userinfo = '', host = ''] = AUTHORITY.exec(authority) ?? [];
  if (text === undefined || grammar.userinfo.test(userinfo)) return false;
  if (!host.startsWith('[')) return !grammar.host.test(host);
  const address = host.slice(1, -1);
  return isIpv6(address) || FUTURE_ADDRESS.test(address);
}

function grammarOf(unicode: string, inQuery: string): Grammar {
  const without = (characters: string): RegExp => new RegExp(`[^${characters}${unicode}]`, 'u');
  return {
    userinfo: without(`${NAME}:`),
    host: without(NAME),
    path: without(`${NAME}:@/`),
    query: without(`${NAME}:@/?${inQuery}`),
    fragment: without(`${NAME}:@/?`),
  };
}

function planeRange(plane: number): string {
  const hex = plane.toString(16);
  return `\\u{${hex}0000}-\\u{${hex}fffd}`;
}

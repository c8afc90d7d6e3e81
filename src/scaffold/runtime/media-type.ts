/** Media types: reading them, matching them, and how their bodies are read and written. */

export interface MediaType {
  /** Lower case, without parameters: `application/json`. */
  readonly type: string;
  /** By lower-case name, unquoted. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads the value of a `Content-Type` header, or gives `undefined` where it is none. */
export function parseMediaType(header: string): MediaType | undefined {
  const [type = '', ...rest] = splitOutsideQuotes(header, ';');
  const name = type.trim().toLowerCase();
  if (!/^[^\s/]+\/[^\s/]+$/.test(name)) return undefined;
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const equals = part.indexOf('=');
    if (equals > 0) {
      parameters.set(part.slice(0, equals).trim().toLowerCase(), unquoted(part.slice(equals + 1)));
    }
  }
  return { type: name, parameters };
}

/** Splits a header value at a character that is not within a quoted string. */
export function splitOutsideQuotes(text: string, separator: string): readonly string[] {
  if (!text.includes('"')) return text.split(separator);
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '\\' && quoted) index++;
    else if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function unquoted(text: string): string {
  const value = text.trim();
  return value.length > 1 && value.startsWith('"') && value.endsWith('"')
    ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1')
    : value;
}

/**
 * How a body is read and written. `lines` is one JSON text per line, `sequence` is RFC 7464, `events` are server-sent
 * events, `form` is urlencoded; `bytes` is whatever we do not look into.
 */
export type BodyKind =
  | 'json'
  | 'lines'
  | 'sequence'
  | 'events'
  | 'form'
  | 'multipart'
  | 'text'
  | 'bytes';

/** The kind of a media type's bodies. */
export function bodyKind(type: string): BodyKind {
  const known = kinds.get(type);
  if (known) return known;
  if (type.endsWith('+json')) return 'json';
  if (type.endsWith('+json-seq')) return 'sequence';
  if (type.startsWith('text/') || type.endsWith('+xml') || type.endsWith('+yaml')) return 'text';
  return 'bytes';
}

const kinds: ReadonlyMap<string, BodyKind> = new Map([
  ['application/json', 'json'],
  ['text/json', 'json'],
  ['application/x-ndjson', 'lines'],
  ['application/ndjson', 'lines'],
  ['application/jsonl', 'lines'],
  ['application/x-jsonl', 'lines'],
  ['application/x-jsonlines', 'lines'],
  ['application/json-lines', 'lines'],
  ['application/json-seq', 'sequence'],
  ['text/event-stream', 'events'],
  ['application/x-www-form-urlencoded', 'form'],
  ['multipart/form-data', 'multipart'],
  ['application/xml', 'text'],
  ['application/yaml', 'text'],
  ['application/x-yaml', 'text'],
  ['application/graphql', 'text'],
  ['application/javascript', 'text'],
]);

/**
 * Whether the schema of a body of this type is applied. Where not, the handler receives the text or bytes as they came:
 * XML, YAML, CSV and all that is not text.
 */
export function isParsed(type: string): boolean {
  const kind = bodyKind(type);
  if (kind === 'text') return type.startsWith('text/') && !unread.has(type);
  return kind !== 'bytes';
}

const unread: ReadonlySet<string> = new Set([
  'text/xml',
  'text/csv',
  'text/tab-separated-values',
  'text/yaml',
  'text/x-yaml',
]);

/** Whether bodies of this type are sequences of items that a handler may give as an `AsyncIterable`. */
export function isSequential(type: string): boolean {
  const kind = bodyKind(type);
  return kind === 'lines' || kind === 'sequence' || kind === 'events';
}

/**
 * The declared type or range that a type falls under: itself, else the plain type of its suffix
 * (`application/vnd.x+json` under `application/json`), else `image/*`, else any.
 */
export function matchMediaType(type: string, declared: readonly string[]): string | undefined {
  if (declared.includes(type)) return type;
  const slash = type.indexOf('/');
  const plus = type.lastIndexOf('+');
  const wider = [
    plus === -1 ? '' : `${type.slice(0, slash)}/*${type.slice(plus)}`,
    plus === -1 ? '' : `application/${type.slice(plus + 1)}`,
    `${type.slice(0, slash)}/*`,
    '*/*',
  ];
  return wider.find((candidate) => declared.includes(candidate));
}

import type { Decoded, Node } from './coerce.ts';
import type { Kind } from './shape.ts';
import { WireError } from './wire-error.ts';

/** How the values of one place and style are written, as in RFC 6570. */
export interface TextStyle {
  readonly name: string;
  readonly style: 'simple' | 'label' | 'matrix';
  readonly explode: boolean;
  readonly decode: (text: string) => string;
}

/** Reads a value that is one text on the wire, in a path or a header. Throws `WireError` and `URIError`. */
export function decodeText(text: string, kind: Kind, style: TextStyle): Decoded {
  const body = withoutPrefix(text, kind, style);
  if (kind === 'text') return style.decode(body);
  const separator = style.explode ? separators[style.style] : ',';
  const parts = body === '' ? [] : body.split(separator);
  if (kind === 'entries') return style.explode ? pairs(parts, style) : turns(parts, style.decode);
  const isMatrix = style.style === 'matrix' && style.explode;
  return parts.map((part) => style.decode(isMatrix ? withoutName(part, style) : part.trim()));
}

const separators = { simple: ',', label: '.', matrix: ';' } as const;

/** Takes off the `.` of a label, the `;` of an exploded matrix, the `;name=` of another one. */
function withoutPrefix(text: string, kind: Kind, style: TextStyle): string {
  if (style.style === 'simple') return text;
  const prefix = separators[style.style];
  if (!text.startsWith(prefix)) throw new WireError(`must begin with "${prefix}"`);
  const rest = text.slice(1);
  if (style.style === 'label' || (style.explode && kind !== 'text')) return rest;
  return withoutName(rest, style);
}

function withoutName(part: string, { name, decode }: TextStyle): string {
  const equals = part.indexOf('=');
  const found = equals === -1 ? part : part.slice(0, equals);
  if (decode(found) !== name) throw new WireError(`must be written as ";${name}=value"`);
  return equals === -1 ? '' : part.slice(equals + 1);
}

function pairs(parts: readonly string[], { decode }: TextStyle): Map<string, Node> {
  const entries = new Map<string, Node>();
  for (const part of parts) {
    const equals = part.indexOf('=');
    if (equals === -1) throw new WireError('must be a list of name=value');
    addNode(entries, decode(part.slice(0, equals).trim()), decode(part.slice(equals + 1).trim()));
  }
  return entries;
}

/** Names and values in turn: `R,100,G,200`. */
export function turns(
  parts: readonly string[],
  decode: (text: string) => string,
): Map<string, Node> {
  if (parts.length % 2 === 1) throw new WireError('must be a list of names and values in turn');
  const entries = new Map<string, Node>();
  for (let index = 0; index < parts.length; index += 2) {
    addNode(entries, decode((parts[index] ?? '').trim()), decode((parts[index + 1] ?? '').trim()));
  }
  return entries;
}

/** Adds one more text under a name. */
export function addNode(entries: Map<string, Node>, name: string, text: string): void {
  const known = entries.get(name);
  if (known) known.texts.push(text);
  else entries.set(name, { texts: [text], children: new Map() });
}

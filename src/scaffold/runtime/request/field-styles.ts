import type { Decoded, Node } from './coerce.ts';
import { onlyText, type Fields } from './fields.ts';
import type { Kind, Shape } from './shape.ts';
import { addNode, turns } from './text-styles.ts';
import { WireError } from './wire-error.ts';

/** How one value is written among the fields of a query, a form or a cookie header. */
export interface FieldStyle {
  readonly name: string;
  readonly style: 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject' | 'cookie';
  readonly explode: boolean;
  readonly shape: Shape;
  /** Whether a field belongs to another value: an exploded object leaves it alone. */
  readonly isTaken: (name: string) => boolean;
}

/** Levels of `a[b][c]` after which a name is refused. */
export const maxKeyDepth = 16;

/** Reads one value, `undefined` where it is absent. Throws `WireError` and `URIError`. */
export function decodeFields(fields: Fields, kind: Kind, style: FieldStyle): Decoded | undefined {
  if (style.style === 'deepObject' && kind !== 'text') return deep(fields, kind, style);
  if (kind === 'entries' && style.explode) return spread(fields, style);
  if (kind === 'list') {
    const texts = fields.texts.get(style.name);
    const parts = style.explode ? texts : texts?.flatMap((text) => split(text, style));
    return parts?.map(fields.decode);
  }
  const text = onlyText(fields, style.name);
  if (text === undefined) return undefined;
  return kind === 'text' ? fields.decode(text) : turns(split(text, style), fields.decode);
}

/** Splits before decoding, so that an encoded delimiter stays part of a value where the style can tell. */
function split(text: string, { style }: FieldStyle): readonly string[] {
  if (text === '') return [];
  if (style === 'spaceDelimited') return text.split(/%20|\+| /);
  if (style === 'pipeDelimited') return text.split(/\||%7c/i);
  return text.split(',');
}

/** An exploded object: each of its properties is a field of its own. */
function spread(fields: Fields, { shape, isTaken }: FieldStyle): Map<string, Node> | undefined {
  const entries = new Map<string, Node>();
  for (const [name, texts] of fields.texts) {
    if (!shape.names.has(name) && (!shape.open || isTaken(name))) continue;
    for (const text of texts) addNode(entries, name, fields.decode(text));
  }
  return entries.size === 0 ? undefined : entries;
}

/** `a[b]=1`, `a[b][c]=1`, and for arrays `a[]=1`, `a[0]=1` and `a=1`. */
function deep(fields: Fields, kind: Kind, { name }: FieldStyle): Decoded | undefined {
  const entries = new Map<string, Node>();
  for (const [key, texts] of fields.texts) {
    const path = keysBelow(key, name);
    if (path === undefined) continue;
    const whole = path.length === 0;
    // `a=` is how some clients write an empty object.
    if (whole && kind === 'entries' && texts.every((text) => text === '')) continue;
    if (whole && kind === 'entries') throw new WireError(`must be written as ${name}[key]=value`);
    addDeep(entries, whole ? [''] : path, texts.map(fields.decode));
  }
  return entries.size === 0 && !fields.texts.has(name) ? undefined : entries;
}

/** `['b', 'c']` for `a[b][c]` below `a`; `undefined` where the key is of another parameter. */
function keysBelow(key: string, name: string): readonly string[] | undefined {
  if (!key.startsWith(name)) return undefined;
  const rest = key.slice(name.length);
  if (rest === '') return [];
  if (!rest.startsWith('[') || !rest.endsWith(']')) return undefined;
  const keys = rest.slice(1, -1).split('][');
  if (keys.length > maxKeyDepth) {
    throw new WireError(`is nested more than ${maxKeyDepth} levels deep`);
  }
  return keys;
}

function addDeep(
  entries: Map<string, Node>,
  path: readonly string[],
  texts: readonly string[],
): void {
  let level = entries;
  for (const [depth, key] of path.entries()) {
    let node = level.get(key);
    if (!node) level.set(key, (node = { texts: [], children: new Map() }));
    if (depth === path.length - 1) node.texts.push(...texts);
    level = node.children;
  }
}

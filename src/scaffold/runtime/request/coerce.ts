/**
 * Values from texts, as their schema wants them. HTTP has no types in URLs, headers and forms: this is the only place
 * where types are changed, and JSON is never touched.
 */
import { setOwn } from '../own.ts';
import type { Shape } from './shape.ts';
import type { JsonType } from './shape-types.ts';
import { WireError } from './wire-error.ts';

/** What lies under a name: texts, or further names. */
export interface Node {
  readonly texts: string[];
  readonly children: Map<string, Node>;
}

/** A decoded value before it gets its types. */
export type Decoded = string | string[] | Map<string, Node>;

/** The value that a shape makes of what was decoded. Throws `WireError` where no value can be made. */
export function coerce(decoded: Decoded, shape: Shape): unknown {
  if (typeof decoded === 'string') return coerceText(decoded, shape);
  if (decoded instanceof Map) return coerceNames(decoded, shape);
  return decoded.map((text, index) => coerceText(text, shape.item(index)));
}

/**
 * Reads one text as the first of null (empty text), boolean, number, string, null (the text `null`) that the schema
 * admits. A text that cannot be read stays a text, and the schema then tells what it should be: so an empty value is
 * an error for numbers and booleans.
 */
export function coerceText(text: string, shape: Shape): unknown {
  const { types } = shape;
  if (types === undefined) return text;
  const readings = readingsOf(text, types);
  if (readings.length < 2) return readings.length === 0 ? text : readings[0];
  const fitting = readings.find((value) => shape.validate(value, '').length === 0);
  return fitting === undefined ? readings.at(-1) : fitting;
}

function readingsOf(text: string, types: ReadonlySet<JsonType>): readonly unknown[] {
  const readings: unknown[] = [];
  const isText = types.has('string');
  if (text === '' && types.has('null')) readings.push(null);
  if (types.has('boolean') && (text === 'true' || text === 'false')) readings.push(text === 'true');
  if ((types.has('integer') || types.has('number')) && jsonNumber.test(text)) {
    const value = numberOf(text, types);
    if (value !== undefined) readings.push(value);
    else if (!isText) throw new WireError('is too large to be represented exactly');
  }
  if (isText) readings.push(text);
  if (text === 'null' && types.has('null')) readings.push(null);
  return readings;
}

/** RFC 8259, section 6. */
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The number that a text stands for, unless it is infinite here, or an integer of which digits would be lost. */
function numberOf(text: string, types: ReadonlySet<JsonType>): number | undefined {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  if (!Number.isFinite(value)) return undefined;
  const exact = types.has('number') || !/^-?\d+$/.test(text) || BigInt(text) === BigInt(value);
  return exact ? value : undefined;
}

function coerceNames(names: ReadonlyMap<string, Node>, shape: Shape): unknown {
  return isList(names, shape) ? coerceItems(names, shape) : coerceEntries(names, shape);
}

function coerceEntries(entries: ReadonlyMap<string, Node>, shape: Shape): unknown {
  const object: Record<string, unknown> = {};
  for (const [name, node] of entries) setOwn(object, name, coerceNode(node, shape.property(name)));
  return object;
}

function coerceNode({ texts, children }: Node, shape: Shape): unknown {
  if (children.size > 0) return coerceNames(children, shape);
  if (shape.kinds[0] === 'list' || (texts.length > 1 && shape.kinds.includes('list'))) {
    return coerce(texts, shape);
  }
  if (texts.length > 1) throw new WireError('has a member that is given more than once');
  return coerceText(texts[0] ?? '', shape);
}

/** `a[]=1` and `a[0]=1` mean items where the schema wants an array. */
function isList(children: ReadonlyMap<string, Node>, shape: Shape): boolean {
  if (!shape.kinds.includes('list')) return false;
  return [...children.keys()].every((key) => key === '' || /^(?:0|[1-9]\d{0,5})$/.test(key));
}

function coerceItems(children: ReadonlyMap<string, Node>, shape: Shape): unknown {
  const items = [...children]
    .filter(([key]) => key !== '')
    .toSorted(([one], [other]) => Number(one) - Number(other))
    .map(([, node], place) => coerceNode(node, shape.item(place)));
  const unnumbered = children.get('');
  if (unnumbered === undefined) return items;
  if (unnumbered.children.size > 0) items.push(coerceNode(unnumbered, shape.item(items.length)));
  for (const text of unnumbered.texts) items.push(coerceText(text, shape.item(items.length)));
  return items;
}

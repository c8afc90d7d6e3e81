import type { JsonObject, JsonValue } from '../base/json.ts';
import { propertyKey, quoted, widthColumns } from './code.ts';
import { fitsColumns, textWidth } from './text-width.ts';

export interface LiteralPlace {
  /** Indentation of the line that the literal starts in. */
  readonly indentColumns?: number;
  /** Where in its line the literal starts; default: at the indentation. */
  readonly startColumn?: number;
  /** Room for what follows on the last line, `;` or `,`; default 1. */
  readonly reservedColumns?: number;
  /** Kept from one literal to the next where they have objects in common. */
  readonly memory?: LiteralMemory;
}

/** What has been written of objects and arrays. */
export interface LiteralMemory {
  /** Each on one line; nothing where that is too long for any line, or broken by formatters anyway. */
  readonly flats: Map<object, string | undefined>;
  /** Those on several lines; nothing for those that were met once only, as nearly all are. */
  readonly blocks: Map<object, Block | undefined>;
}

interface Block {
  readonly indentColumns: number;
  readonly text: string;
}

export function literalMemory(): LiteralMemory {
  return { flats: new Map(), blocks: new Map() };
}

/**
 * TypeScript source of a JSON value: on one line where it fits, else one member per line. The first line is not
 * indented; the others are. Evaluating it gives the value back, `__proto__` keys and `-0` included.
 */
export function literal(value: JsonValue, place: LiteralPlace = {}): string {
  const indentColumns = place.indentColumns ?? 0;
  const writer: Writer = { out: [], ...(place.memory ?? literalMemory()) };
  write(writer, value, {
    indentColumns,
    startColumn: place.startColumn ?? indentColumns,
    reservedColumns: place.reservedColumns ?? 1,
  });
  return writer.out.join('');
}

interface Writer extends LiteralMemory {
  readonly out: string[];
}

type Position = Required<Omit<LiteralPlace, 'memory'>>;

function write(writer: Writer, value: JsonValue, place: Position): void {
  const columns = widthColumns - place.startColumn - place.reservedColumns;
  if (typeof value !== 'object' || value === null) {
    writer.out.push(scalar(value));
    return;
  }
  const flat = flatOf(writer, value);
  if (flat !== undefined && fitsColumns(flat, columns)) writer.out.push(flat);
  else writeBlock(writer, value, place.indentColumns);
}

/** On several lines: the same wherever the indentation is. */
function writeBlock(
  writer: Writer,
  value: JsonObject | readonly JsonValue[],
  indentColumns: number,
): void {
  const { out, blocks } = writer;
  const known = blocks.get(value);
  if (known?.indentColumns === indentColumns) {
    out.push(known.text);
    return;
  }
  const isMetAgain = blocks.has(value);
  const start = out.length;
  if (!isArray(value)) writeObject(writer, value, indentColumns);
  else if (isFilled(value)) writeNumbers(out, value, indentColumns);
  else writeArray(writer, value, indentColumns);
  const block = isMetAgain ? { indentColumns, text: out.slice(start).join('') } : undefined;
  blocks.set(value, block);
}

function flatOf(writer: Writer, value: JsonValue): string | undefined {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' && value.length > widthColumns ? undefined : scalar(value);
  }
  if (writer.flats.has(value)) return writer.flats.get(value);
  const flat = isArray(value) ? flatArray(writer, value) : flatObject(writer, value);
  const fits = flat !== undefined && fitsColumns(flat, widthColumns);
  writer.flats.set(value, fits ? flat : undefined);
  return fits ? flat : undefined;
}

function flatArray(writer: Writer, items: readonly JsonValue[]): string | undefined {
  if (isBrokenAnyway(items)) return undefined;
  let text = '';
  for (const item of items) {
    const flat = flatOf(writer, item);
    if (flat === undefined || text.length > 2 * widthColumns) return undefined;
    text += text === '' ? flat : `, ${flat}`;
  }
  return `[${text}]`;
}

function flatObject(writer: Writer, object: JsonObject): string | undefined {
  let text = '';
  for (const key of Object.keys(object)) {
    const flat = flatOf(writer, object[key] ?? null);
    if (flat === undefined || text.length > 2 * widthColumns) return undefined;
    text += `${text === '' ? '' : ', '}${propertyKey(key)}: ${flat}`;
  }
  return text === '' ? '{}' : `{ ${text} }`;
}

function writeObject(writer: Writer, object: JsonObject, indentColumns: number): void {
  const inner = indentColumns + 2;
  const margin = ' '.repeat(inner);
  const keys = Object.keys(object);
  if (keys.length === 0) {
    writer.out.push('{}');
    return;
  }
  writer.out.push('{\n');
  for (const key of keys) {
    const name = propertyKey(key);
    const value = object[key] ?? null;
    writer.out.push(margin, name, ':');
    writeMember(writer, value, inner, inner + textWidth(name) + ': '.length);
    writer.out.push(',\n');
  }
  writer.out.push(' '.repeat(indentColumns), '}');
}

/** The value of a member: beside its key, or on a line of its own where prettier would put it. */
function writeMember(
  writer: Writer,
  value: JsonValue,
  indentColumns: number,
  startColumn: number,
): void {
  if (startsOwnLine(writer, value, indentColumns, startColumn)) {
    const ownColumns = indentColumns + 2;
    writer.out.push('\n', ' '.repeat(ownColumns));
    write(writer, value, {
      indentColumns: ownColumns,
      startColumn: ownColumns,
      reservedColumns: 1,
    });
  } else {
    writer.out.push(' ');
    write(writer, value, { indentColumns, startColumn, reservedColumns: 1 });
  }
}

/** Keys narrower than this stay beside a text that is too long: breaking would gain nothing (prettier). */
const shortKeyColumns = 5;

function startsOwnLine(
  writer: Writer,
  value: JsonValue,
  indentColumns: number,
  startColumn: number,
): boolean {
  const columns = widthColumns - startColumn - 1;
  if (typeof value === 'boolean') return false;
  if (typeof value === 'object' && value !== null && columns >= '{}'.length) return false;
  if (typeof value === 'number' && !isNegative(value)) return false;
  if (typeof value === 'object' && value !== null && !isEmpty(value)) return columns < 0;
  const keyColumns = startColumn - indentColumns - ': '.length;
  if (typeof value === 'string' && keyColumns < shortKeyColumns) return false;
  const flat = flatOf(writer, value);
  return flat === undefined || !fitsColumns(flat, columns);
}

function writeArray(writer: Writer, items: readonly JsonValue[], indentColumns: number): void {
  const inner = indentColumns + 2;
  if (items.length === 0) {
    writer.out.push('[]');
    return;
  }
  writer.out.push('[\n');
  for (const item of items) {
    writer.out.push(' '.repeat(inner));
    write(writer, item, { indentColumns: inner, startColumn: inner, reservedColumns: 1 });
    writer.out.push(',\n');
  }
  writer.out.push(' '.repeat(indentColumns), ']');
}

/** Numbers fill their lines, as prettier prints them. */
function writeNumbers(out: string[], items: readonly number[], indentColumns: number): void {
  const margin = `\n${' '.repeat(indentColumns + 2)}`;
  let column = Infinity;
  out.push('[');
  for (const item of items) {
    const text = `${scalar(item)},`;
    const fits = column + ' '.length + text.length <= widthColumns;
    out.push(fits ? ' ' : margin, text);
    column = (fits ? column + ' '.length : indentColumns + 2) + text.length;
  }
  out.push('\n', ' '.repeat(indentColumns), ']');
}

/** More than one element, all objects or all arrays, each of more than one member: never on one line (prettier). */
function isBrokenAnyway(items: readonly JsonValue[]): boolean {
  if (items.length < 2) return false;
  const wantsArray = isArray(items[0] ?? null);
  return items.every(
    (item) =>
      typeof item === 'object' &&
      item !== null &&
      isArray(item) === wantsArray &&
      (isArray(item) ? item.length : Object.keys(item).length) > 1,
  );
}

function isFilled(items: readonly JsonValue[]): items is readonly number[] {
  return items.length > 1 && items.every((item) => typeof item === 'number');
}

function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}

function isEmpty(value: JsonObject | readonly JsonValue[]): boolean {
  return isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function scalar(value: null | boolean | number | string): string {
  if (typeof value === 'string') return quoted(value);
  if (Object.is(value, -0)) return '-0';
  return String(value).replace('e+', 'e');
}

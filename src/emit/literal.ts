import type { JsonObject, JsonValue } from '../base/json.ts';
import { propertyKey, quoted, widthColumns } from './code.ts';
import { textWidth } from './text-width.ts';

export interface LiteralPlace {
  /** Indentation of the line that the literal starts in. */
  readonly indentColumns?: number;
  /** Where in its line the literal starts; default: at the indentation. */
  readonly startColumn?: number;
  /** Room for what follows on the last line, `;` or `,`; default 1. */
  readonly reservedColumns?: number;
}

/**
 * TypeScript source of a JSON value: on one line where it fits, else one member per line. The first line is not
 * indented; the others are. Evaluating it gives the value back, `__proto__` keys and `-0` included.
 */
export function literal(value: JsonValue, place: LiteralPlace = {}): string {
  const indentColumns = place.indentColumns ?? 0;
  const out: string[] = [];
  write(out, value, {
    indentColumns,
    startColumn: place.startColumn ?? indentColumns,
    reservedColumns: place.reservedColumns ?? 1,
  });
  return out.join('');
}

function write(out: string[], value: JsonValue, place: Required<LiteralPlace>): void {
  const flat = flatLiteral(value, widthColumns - place.startColumn - place.reservedColumns);
  if (flat !== undefined) out.push(flat);
  else if (typeof value !== 'object' || value === null) out.push(scalar(value));
  else if (!isArray(value)) writeObject(out, value, place.indentColumns);
  else if (isFilled(value)) writeNumbers(out, value, place.indentColumns);
  else writeArray(out, value, place.indentColumns);
}

/** The literal on one line, or nothing where it takes more columns or a formatter would break it anyway. */
function flatLiteral(value: JsonValue, columns: number): string | undefined {
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'string' && value.length > columns) return undefined;
    const text = scalar(value);
    return textWidth(text) <= columns ? text : undefined;
  }
  return isArray(value) ? flatArray(value, columns) : flatObject(value, columns);
}

function flatArray(items: readonly JsonValue[], columns: number): string | undefined {
  if (isBrokenAnyway(items)) return undefined;
  let rest = columns - '[]'.length;
  const texts: string[] = [];
  for (const item of items) {
    if (texts.length > 0) rest -= ', '.length;
    const text = flatLiteral(item, rest);
    if (text === undefined) return undefined;
    texts.push(text);
    rest -= textWidth(text);
  }
  return rest < 0 ? undefined : `[${texts.join(', ')}]`;
}

function flatObject(object: JsonObject, columns: number): string | undefined {
  const keys = Object.keys(object);
  if (keys.length === 0) return columns < '{}'.length ? undefined : '{}';
  let rest = columns - '{  }'.length;
  const texts: string[] = [];
  for (const key of keys) {
    if (texts.length > 0) rest -= ', '.length;
    const name = propertyKey(key);
    rest -= textWidth(name) + ': '.length;
    const text = flatLiteral(object[key] ?? null, rest);
    if (text === undefined) return undefined;
    texts.push(`${name}: ${text}`);
    rest -= textWidth(text);
  }
  return `{ ${texts.join(', ')} }`;
}

function writeObject(out: string[], object: JsonObject, indentColumns: number): void {
  const inner = indentColumns + 2;
  const margin = ' '.repeat(inner);
  const keys = Object.keys(object);
  if (keys.length === 0) {
    out.push('{}');
    return;
  }
  out.push('{\n');
  for (const key of keys) {
    const name = propertyKey(key);
    const value = object[key] ?? null;
    out.push(margin, name, ':');
    writeMember(out, value, inner, inner + textWidth(name) + ': '.length);
    out.push(',\n');
  }
  out.push(' '.repeat(indentColumns), '}');
}

/** The value of a member: beside its key, or on a line of its own where prettier would put it. */
function writeMember(
  out: string[],
  value: JsonValue,
  indentColumns: number,
  startColumn: number,
): void {
  if (startsOwnLine(value, indentColumns, startColumn)) {
    const ownColumns = indentColumns + 2;
    out.push('\n', ' '.repeat(ownColumns));
    write(out, value, { indentColumns: ownColumns, startColumn: ownColumns, reservedColumns: 1 });
  } else {
    out.push(' ');
    write(out, value, { indentColumns, startColumn, reservedColumns: 1 });
  }
}

/** Keys narrower than this stay beside a text that is too long: breaking would gain nothing (prettier). */
const shortKeyColumns = 5;

function startsOwnLine(value: JsonValue, indentColumns: number, startColumn: number): boolean {
  const columns = widthColumns - startColumn - 1;
  if (typeof value === 'boolean') return false;
  if (typeof value === 'number' && !isNegative(value)) return false;
  if (typeof value === 'object' && value !== null && !isEmpty(value)) return columns < 0;
  const keyColumns = startColumn - indentColumns - ': '.length;
  if (typeof value === 'string' && keyColumns < shortKeyColumns) return false;
  return flatLiteral(value, columns) === undefined;
}

function writeArray(out: string[], items: readonly JsonValue[], indentColumns: number): void {
  const inner = indentColumns + 2;
  if (items.length === 0) {
    out.push('[]');
    return;
  }
  out.push('[\n');
  for (const item of items) {
    out.push(' '.repeat(inner));
    write(out, item, { indentColumns: inner, startColumn: inner, reservedColumns: 1 });
    out.push(',\n');
  }
  out.push(' '.repeat(indentColumns), ']');
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

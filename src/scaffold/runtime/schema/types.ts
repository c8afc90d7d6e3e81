/** The types of JSON Schema as bits, so that a set of types is one number and a test of it one operation. */

export const NULL = 1;
export const BOOLEAN = 2;
export const STRING = 4;
/** A number with a fraction; `type: number` is this and INTEGER. */
const FRACTION = 8;
export const INTEGER = 16;
export const ARRAY = 32;
export const OBJECT = 64;
/** The content of a file: a `Uint8Array`, `Blob` or `File`, which only `format: binary` asks for. */
export const BINARY = 128;
export const NUMBER: number = FRACTION | INTEGER;
export const ANY_TYPE = 255;

export type ObjectValue = { readonly [key: string]: unknown };
export type BinaryValue = Uint8Array | Blob;

const BITS: ReadonlyMap<unknown, number> = new Map([
  ['null', NULL],
  ['boolean', BOOLEAN],
  ['string', STRING],
  ['number', NUMBER],
  ['integer', INTEGER],
  ['array', ARRAY],
  ['object', OBJECT],
]);

const NAMES: readonly (readonly [number, string])[] = [
  [STRING, 'a string'],
  [NUMBER, 'a number'],
  [INTEGER, 'an integer'],
  [BOOLEAN, 'a boolean'],
  [ARRAY, 'an array'],
  [OBJECT, 'an object'],
  [BINARY, 'a file'],
  [NULL, 'null'],
];

/** The set of types that a schema's `type` and `format` admit; everything where `type` is absent or unknown. */
export function admittedTypes(schema: ObjectValue): number {
  const listed: readonly unknown[] = Array.isArray(schema['type'])
    ? schema['type']
    : [schema['type']];
  let types = 0;
  for (const name of listed) types |= BITS.get(name) ?? 0;
  if (types === 0) return ANY_TYPE;
  return (types & STRING) !== 0 && schema['format'] === 'binary' ? types | BINARY : types;
}

/** The one bit of a value; 0 for what JSON cannot express (NaN, functions, undefined). */
export function typeOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return STRING;
    case 'number':
      return Number.isInteger(value) ? INTEGER : Number.isFinite(value) ? FRACTION : 0;
    case 'boolean':
      return BOOLEAN;
    case 'object':
      if (value === null) return NULL;
      if (Array.isArray(value)) return ARRAY;
      return isBinary(value) ? BINARY : OBJECT;
    default:
      return 0;
  }
}

export function isObject(value: unknown): value is ObjectValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isBinary(value: unknown): value is BinaryValue {
  return value instanceof Uint8Array || value instanceof Blob;
}

/** `a string`, `an integer or null`: the types of a set in words. */
export function typeNames(types: number): string {
  const names: string[] = [];
  let left = types;
  for (const [bits, name] of NAMES) {
    if ((left & bits) !== bits) continue;
    names.push(name);
    left &= ~bits;
  }
  const last = names.pop() ?? 'nothing';
  return names.length === 0 ? last : `${names.join(', ')} or ${last}`;
}

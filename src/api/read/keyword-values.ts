import { isJsonArray, isJsonObject, setOwn, type JsonValue } from '../../base/json.ts';
import { isPattern } from './pattern.ts';

/** A keyword's value after reading. */
export interface KeywordValue {
  /** Absent: unusable, the keyword is ignored. */
  readonly value?: JsonValue;
  /** What is wrong, where something is: `must be a number`. */
  readonly fault?: string;
}

type Read = (value: JsonValue) => KeywordValue;

const typeNames: ReadonlySet<JsonValue> = new Set([
  'string',
  'number',
  'integer',
  'boolean',
  'array',
  'object',
  'null',
]);

/** What authors mean by types that JSON Schema does not have. */
const otherTypeNames: Readonly<Record<string, string>> = {
  int: 'integer',
  int32: 'integer',
  int64: 'integer',
  long: 'integer',
  short: 'integer',
  float: 'number',
  double: 'number',
  decimal: 'number',
  bool: 'boolean',
  str: 'string',
  text: 'string',
  date: 'string',
  datetime: 'string',
  'date-time': 'string',
  uuid: 'string',
  list: 'array',
  dict: 'object',
  map: 'object',
};

/** A type or types; unknown names are repaired where their meaning is plain, else nothing is asserted. */
const readTypes: Read = (value) => {
  const names = isJsonArray(value) ? value : [value];
  if (names.length > 0 && names.every((name) => typeNames.has(name))) {
    return { value: isJsonArray(value) ? [...new Set(names)] : value };
  }
  const repaired = names.map((name) => {
    const text = typeof name === 'string' ? name.toLowerCase() : '';
    if (typeNames.has(text)) return text;
    return Object.hasOwn(otherTypeNames, text) ? otherTypeNames[text] : undefined;
  });
  const fault = 'is not one of string, number, integer, boolean, array, object and null';
  const known = [...new Set(repaired.filter((name) => name !== undefined))];
  if (known.length === 0 || repaired.includes(undefined)) return { fault };
  return { fault, value: known.length === 1 ? (known[0] ?? null) : known };
};

const readNumber: Read = (value) => {
  if (typeof value === 'number' && Number.isFinite(value)) return { value };
  const fault = 'must be a number';
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value)) return { fault };
  return { fault, value: Number(value) };
};

const readCount: Read = (value) => {
  const read = readNumber(value);
  if (Number.isSafeInteger(read.value) && Number(read.value) >= 0) return read;
  if (typeof read.value === 'number' && read.value > Number.MAX_SAFE_INTEGER) {
    return { value: Number.MAX_SAFE_INTEGER };
  }
  return { fault: 'must be a whole number that is not negative' };
};

const readDivisor: Read = (value) => {
  const read = readNumber(value);
  return Number(read.value) > 0 ? read : { fault: 'must be a number above zero' };
};

const readFlag: Read = (value) => {
  if (typeof value === 'boolean') return { value };
  const fault = 'must be true or false';
  return value === 'true' || value === 'false' ? { fault, value: value === 'true' } : { fault };
};

const readText: Read = (value) =>
  typeof value === 'string' ? { value } : { fault: 'must be a text' };

/** Documentation: anything but a text is left out without a word, since it changes nothing. */
const readProse: Read = (value) => (typeof value === 'string' ? { value } : {});

const readTexts: Read = (value) => {
  if (!isJsonArray(value)) return { fault: 'must be an array of texts' };
  const texts = value.filter((text) => typeof text === 'string');
  const unique = [...new Set(texts)];
  return texts.length === value.length
    ? { value: unique }
    : { value: unique, fault: 'must be an array of texts' };
};

const readTextLists: Read = (value) => {
  if (!isJsonObject(value)) return { fault: 'must be an object' };
  const draft: Record<string, JsonValue> = {};
  let fault: string | undefined;
  for (const key of Object.keys(value)) {
    const read = readTexts(value[key] ?? null);
    fault ??= read.fault;
    if (read.value !== undefined) setOwn(draft, key, read.value);
  }
  return { value: draft, ...(fault !== undefined && { fault }) };
};

const readPattern: Read = (value) => {
  if (typeof value !== 'string') return { fault: 'must be a text' };
  return isPattern(value) ? { value } : { fault: 'is no regular expression of ECMAScript' };
};

/** An empty list allows no value at all (JSON Schema 2020-12, validation, 6.1.2), which is hardly ever meant. */
const readValues: Read = (value) => {
  if (!isJsonArray(value)) return { fault: 'must be an array of values' };
  return value.length > 0 ? { value } : { value, fault: 'has no values, so nothing is valid' };
};

const readAnything: Read = (value) => ({ value });

/** The keywords that hold no schemas, and how their values are read. All others are dropped. */
export const keywordReaders: ReadonlyMap<string, Read> = new Map(
  Object.entries({
    type: readTypes,
    enum: readValues,
    const: readAnything,
    multipleOf: readDivisor,
    maximum: readNumber,
    exclusiveMaximum: readNumber,
    minimum: readNumber,
    exclusiveMinimum: readNumber,
    maxLength: readCount,
    minLength: readCount,
    pattern: readPattern,
    maxItems: readCount,
    minItems: readCount,
    uniqueItems: readFlag,
    maxContains: readCount,
    minContains: readCount,
    maxProperties: readCount,
    minProperties: readCount,
    required: readTexts,
    dependentRequired: readTextLists,
    format: readText,
    contentEncoding: readText,
    contentMediaType: readText,
    title: readProse,
    description: readProse,
    default: readAnything,
    deprecated: readFlag,
    readOnly: readFlag,
    writeOnly: readFlag,
  }),
);

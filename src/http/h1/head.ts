import { BROKEN, COMPLETE, MORE, type Progress } from './progress.ts';

/** What a head says about the message behind it. One object is filled again and again. */
export interface HeadFields {
  status: number;
  /** Where the head ends. */
  end: number;
  /** Content-Length, -1 without it. */
  length: number;
  /** Transfer-Encoding ends with `chunked`. */
  chunked: boolean;
  /** Transfer-Encoding without `chunked`: the end of the connection is the end of the body. */
  coded: boolean;
  /** There was a `close`; it wins over whatever else is said about the connection (RFC 9112 section 9.3). */
  closes: boolean;
  keepAlive: boolean;
}

/**
 * Reads status line and fields (RFC 9112 sections 4 and 5) from `at` and looks at three of them. The one loop that
 * touches every byte of every response: it decides by the first letter of a line whether the line is of interest.
 */
export function readHead(
  bytes: Uint8Array,
  at: number,
  length: number,
  fields: HeadFields,
): Progress {
  const status = readStatusLine(bytes, at, length, fields);
  if (status !== COMPLETE) return status;
  let line = fields.end;
  for (;;) {
    const first = line < length ? (bytes[line] ?? 0) : 0;
    let end = line;
    while (end < length && bytes[end] !== LF) end += 1;
    if (end >= length) return MORE;
    if (end === line || (first === CR && end === line + 1)) {
      fields.end = end + 1;
      return COMPLETE;
    }
    const letter = first | 32;
    if ((letter === LETTER_C || letter === LETTER_T) && !readField(bytes, line, end, fields)) {
      return BROKEN;
    }
    line = end + 1;
  }
}

/** `HTTP/1.1 200 OK\r\n`; the end of the line goes into `fields.end`. */
function readStatusLine(
  bytes: Uint8Array,
  at: number,
  length: number,
  fields: HeadFields,
): Progress {
  const known = Math.min(prefix.length, length - at);
  for (let place = 0; place < known; place += 1) {
    if (bytes[at + place] !== prefix[place]) return BROKEN;
  }
  // Up to the byte behind the status: further ones are of whoever used the buffer before.
  if (length - at < prefix.length + 6) return MORE;
  const minor = (bytes[at + 7] ?? 0) - ZERO;
  const hundreds = (bytes[at + 9] ?? 0) - ZERO;
  const tens = (bytes[at + 10] ?? 0) - ZERO;
  const units = (bytes[at + 11] ?? 0) - ZERO;
  const fits = (minor === 0 || minor === 1) && bytes[at + 8] === SPACE;
  if (!fits || hundreds < 1 || hundreds > 5 || !isDigit(tens) || !isDigit(units)) return BROKEN;
  let end = at + 12;
  const after = bytes[end] ?? 0;
  if (after !== SPACE && after !== CR && after !== LF) return BROKEN;
  while (end < length && bytes[end] !== LF) end += 1;
  if (end >= length) return MORE;
  fields.status = hundreds * 100 + tens * 10 + units;
  fields.end = end + 1;
  fields.length = -1;
  fields.chunked = false;
  fields.coded = false;
  fields.closes = false;
  // RFC 9112 section 9.3: only 1.1 persists without being asked.
  fields.keepAlive = minor === 1;
  return COMPLETE;
}

/** A line that starts with c or t. False where it contradicts itself or what stood before. */
function readField(bytes: Uint8Array, line: number, end: number, fields: HeadFields): boolean {
  if (isNamed(bytes, line, end, contentLength)) {
    return readLength(bytes, line + contentLength.length, end, fields);
  }
  if (isNamed(bytes, line, end, connection)) {
    const from = line + connection.length;
    if (isValue(bytes, from, end, keepAlive)) {
      fields.keepAlive = !fields.closes;
      return true;
    }
    const value = lowerText(bytes, from, end);
    if (/(?:^|,)\s*close\s*(?:,|$)/.test(value)) fields.closes = true;
    else if (/(?:^|,)\s*keep-alive\s*(?:,|$)/.test(value)) fields.keepAlive = true;
    if (fields.closes) fields.keepAlive = false;
  } else if (isNamed(bytes, line, end, transferEncoding)) {
    const from = line + transferEncoding.length;
    fields.chunked =
      isValue(bytes, from, end, chunked) ||
      /(?:^|,)\s*chunked\s*$/.test(lowerText(bytes, from, end));
    fields.coded = !fields.chunked;
  }
  return true;
}

/** RFC 9112 section 6.3: digits only, and the same wherever it is repeated. */
function readLength(bytes: Uint8Array, from: number, end: number, fields: HeadFields): boolean {
  let at = from;
  while (bytes[at] === SPACE || bytes[at] === TAB) at += 1;
  let value = 0;
  let digits = 0;
  for (; at < end; at += 1, digits += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (!isDigit(digit)) break;
    value = value * 10 + digit;
  }
  while (at < end && (bytes[at] === SPACE || bytes[at] === TAB || bytes[at] === CR)) at += 1;
  if (at !== end || digits === 0 || digits > lengthDigitsMax) return false;
  const contradicts = fields.length !== -1 && fields.length !== value;
  fields.length = value;
  return !contradicts;
}

/** Whether bytes start with a lower-case word, written in any case. */
function isNamed(bytes: Uint8Array, line: number, end: number, name: Uint8Array): boolean {
  if (end - line < name.length) return false;
  for (let place = 0; place < name.length; place += 1) {
    const byte = bytes[line + place] ?? 0;
    const lower = byte >= 65 && byte <= 90 ? byte | 32 : byte;
    if (lower !== name[place]) return false;
  }
  return true;
}

/** Whether a field's value is just this (lower-case) word: the usual case, told without making a text. */
function isValue(bytes: Uint8Array, from: number, end: number, word: Uint8Array): boolean {
  let at = from;
  while (bytes[at] === SPACE) at += 1;
  if (!isNamed(bytes, at, end, word)) return false;
  const after = at + word.length;
  return after === end || (after === end - 1 && bytes[after] === CR);
}

function lowerText(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
    .trim()
    .toLowerCase();
}

function isDigit(value: number): boolean {
  return value >= 0 && value <= 9;
}

const encoder = new TextEncoder();
const prefix: Uint8Array = encoder.encode('HTTP/1.');
const contentLength: Uint8Array = encoder.encode('content-length:');
const connection: Uint8Array = encoder.encode('connection:');
const transferEncoding: Uint8Array = encoder.encode('transfer-encoding:');
const keepAlive: Uint8Array = encoder.encode('keep-alive');
const chunked: Uint8Array = encoder.encode('chunked');
/** Up to 2^53. */
const lengthDigitsMax = 15;

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const ZERO = 48;
const LETTER_C = 99;
const LETTER_T = 116;

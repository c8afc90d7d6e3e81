import { stringFormats } from './formats.ts';
import type { Part } from './node.ts';
import { joinParts } from './node.ts';
import { addIssue, count } from './report.ts';
import type { BinaryValue, ObjectValue } from './types.ts';

/** The keywords for strings; `format` only where `type` asks for a string. Lengths count code points. */
export function stringPart(schema: ObjectValue, isTyped: boolean): Part<string> | undefined {
  const parts: Part<string>[] = [];
  const { minLength, maxLength, pattern, format } = schema;
  const add = (test: (value: string) => boolean, message: string): void => {
    parts.push({ test, report: (value, report) => test(value) || addIssue(report, message) });
  };
  if (typeof minLength === 'number' || typeof maxLength === 'number') {
    parts.push(lengthPart(minLength, maxLength));
  }
  const expression = typeof pattern === 'string' ? toRegExp(pattern) : undefined;
  if (expression !== undefined) {
    add((value) => expression.test(value), `must match the pattern ${String(pattern)}`);
  }
  const formatTest = isTyped && typeof format === 'string' ? stringFormats.get(format) : undefined;
  if (formatTest !== undefined) add(formatTest, `must be a valid ${String(format)}`);
  return joinParts(parts);
}

function lengthPart(minLength: unknown, maxLength: unknown): Part<string> {
  const min = typeof minLength === 'number' ? minLength : 0;
  const max = typeof maxLength === 'number' ? maxLength : Infinity;
  return {
    // Most texts are decided by their length in UTF-16 units, which is between one and two per code point.
    test: (value) => {
      const units = value.length;
      if (units >= 2 * min && units <= max) return true;
      return units >= min && units <= 2 * max && isBetween(codePoints(value), min, max);
    },
    report: (value, report) => {
      const length = codePoints(value);
      if (length < min) addIssue(report, atLeast(min, 'character'));
      if (length > max) addIssue(report, atMost(max, 'character'));
    },
  };
}

function isBetween(amount: number, min: number, max: number): boolean {
  return amount >= min && amount <= max;
}

/** `minLength` and `maxLength` of a file count bytes: it has no characters. */
export function binaryPart(schema: ObjectValue): Part<BinaryValue> {
  const min = typeof schema['minLength'] === 'number' ? schema['minLength'] : 0;
  const max = typeof schema['maxLength'] === 'number' ? schema['maxLength'] : Infinity;
  return {
    test: (value) => isBetween(sizeBytes(value), min, max),
    report: (value, report) => {
      if (sizeBytes(value) < min) addIssue(report, atLeast(min, 'byte'));
      if (sizeBytes(value) > max) addIssue(report, atMost(max, 'byte'));
    },
  };
}

/**
 * The expression of a `pattern`: with Unicode semantics as JSON Schema asks, without where it is valid only so
 * (`\-`, `\_`), undefined where it is valid in neither.
 */
export function toRegExp(pattern: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      continue;
    }
  }
  return undefined;
}

function codePoints(value: string): number {
  let length = value.length;
  for (let index = 0; index < value.length - 1; index++) {
    const unit = value.charCodeAt(index);
    if (unit < 0xd800 || unit > 0xdbff) continue;
    const next = value.charCodeAt(index + 1);
    if (next >= 0xdc00 && next <= 0xdfff) {
      length--;
      index++;
    }
  }
  return length;
}

function atLeast(min: number, unit: string): string {
  return `must have at least ${count(min, unit)}`;
}

function atMost(max: number, unit: string): string {
  return `must have at most ${count(max, unit)}`;
}

function sizeBytes(value: BinaryValue): number {
  return value instanceof Uint8Array ? value.byteLength : value.size;
}

import { stringFormats } from './formats.ts';
import type { Part } from './schema-node.ts';
import { joinParts } from './schema-node.ts';
import { addIssue, count } from './schema-report.ts';
import type { BinaryValue, ObjectValue } from './schema-types.ts';

/** The keywords for strings; `format` only where `type` asks for a string. Lengths count code points. */
export function stringPart(schema: ObjectValue, isTyped: boolean): Part<string> | undefined {
  const parts: Part<string>[] = [];
  const { minLength, maxLength, pattern, format } = schema;
  const add = (test: (value: string) => boolean, message: string): void => {
    parts.push({ test, report: (value, report) => test(value) || addIssue(report, message) });
  };
  if (typeof minLength === 'number') {
    add((value) => isAtLeast(value, minLength), atLeast(minLength, 'character'));
  }
  if (typeof maxLength === 'number') {
    add((value) => isAtMost(value, maxLength), atMost(maxLength, 'character'));
  }
  const expression = typeof pattern === 'string' ? toRegExp(pattern) : undefined;
  if (expression !== undefined) {
    add((value) => expression.test(value), `must match the pattern ${String(pattern)}`);
  }
  const formatTest = isTyped && typeof format === 'string' ? stringFormats.get(format) : undefined;
  if (formatTest !== undefined) add(formatTest, `must be a valid ${String(format)}`);
  return joinParts(parts);
}

/** `minLength` and `maxLength` of a file count bytes: it has no characters. */
export function binaryPart(schema: ObjectValue): Part<BinaryValue> {
  const min = typeof schema['minLength'] === 'number' ? schema['minLength'] : 0;
  const max = typeof schema['maxLength'] === 'number' ? schema['maxLength'] : Infinity;
  return {
    test: (value) => sizeBytes(value) >= min && sizeBytes(value) <= max,
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

// Most texts are decided by their length in UTF-16 units, which is between one and two per code point.
function isAtLeast(value: string, min: number): boolean {
  if (value.length < min) return false;
  return value.length >= 2 * min || codePoints(value) >= min;
}

function isAtMost(value: string, max: number): boolean {
  if (value.length <= max) return true;
  return value.length <= 2 * max && codePoints(value) <= max;
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

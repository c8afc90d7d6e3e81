import { arrayPart } from './array.ts';
import type { Compiler, Part } from './node.ts';
import { numberPart } from './number.ts';
import { objectPart } from './object.ts';
import type { Report } from './report.ts';
import { addIssue } from './report.ts';
import { binaryPart, stringPart } from './string.ts';
import type { BinaryValue, ObjectValue } from './types.ts';
import * as types from './types.ts';

type Test<Value> = (value: Value) => boolean;

/** `type` and the keywords that speak of values of one type. */
export interface TypedPart extends Part<unknown> {
  /** The type is all that is asked. */
  readonly isBare: boolean;
}

/** The parts of a schema by the type of value that they speak of. */
interface Parts {
  readonly text: Part<string> | undefined;
  readonly number: Part<number> | undefined;
  readonly list: Part<readonly unknown[]> | undefined;
  readonly members: Part<ObjectValue> | undefined;
  readonly file: Part<BinaryValue> | undefined;
}

export function typedPart(schema: ObjectValue, compiler: Compiler): TypedPart {
  const admitted = types.admittedTypes(schema);
  const admits = (type: number): boolean => (admitted & type) !== 0;
  const isTyped = admitted !== types.ANY_TYPE;
  const parts: Parts = {
    text: admits(types.STRING) ? stringPart(schema, isTyped) : undefined,
    number: admits(types.NUMBER) ? numberPart(schema, isTyped) : undefined,
    list: admits(types.ARRAY) ? arrayPart(schema, compiler) : undefined,
    members: admits(types.OBJECT) ? objectPart(schema, compiler) : undefined,
    file: isTyped && admits(types.BINARY) ? binaryPart(schema) : undefined,
  };
  const message = `must be ${types.typeNames(admitted)}`;
  return {
    isBare: Object.values(parts).every((part) => part === undefined),
    test: typedTest(admitted, parts),
    report: (value, report) => {
      if (isTyped && (types.typeOf(value) & admitted) === 0) addIssue(report, message);
      else reportParts(value, parts, report);
    },
  };
}

function typedTest(admitted: number, parts: Parts): Test<unknown> {
  const nullable = singleTest(admitted & ~types.NULL, parts);
  if ((admitted & types.NULL) === 0 && nullable !== undefined) return nullable;
  if (nullable !== undefined) return (value) => value === null || nullable(value);
  if (admitted === types.NULL) return (value) => value === null;
  if (admitted === types.ANY_TYPE) return untypedTest(parts);
  return (value) => (types.typeOf(value) & admitted) !== 0 && isAccepted(value, parts);
}

/** The test of a schema with one type, which nearly all schemas of APIs have. */
function singleTest(
  admitted: number,
  { text, number, list, members }: Parts,
): Test<unknown> | undefined {
  switch (admitted) {
    case types.STRING: {
      const test = text?.test;
      if (test === undefined) return (value) => typeof value === 'string';
      return (value) => typeof value === 'string' && test(value);
    }
    case types.NUMBER: {
      const test = number?.test;
      if (test === undefined) return Number.isFinite;
      return (value) => typeof value === 'number' && Number.isFinite(value) && test(value);
    }
    case types.INTEGER: {
      const test = number?.test;
      if (test === undefined) return Number.isInteger;
      return (value) => typeof value === 'number' && Number.isInteger(value) && test(value);
    }
    case types.BOOLEAN:
      return (value) => typeof value === 'boolean';
    case types.ARRAY: {
      const test = list?.test;
      if (test === undefined) return Array.isArray;
      return (value) => Array.isArray(value) && test(value);
    }
    case types.OBJECT: {
      const test = members?.test;
      if (test === undefined) return types.isObject;
      return (value) => types.isObject(value) && test(value);
    }
    default:
      return undefined;
  }
}

function untypedTest(parts: Parts): Test<unknown> {
  const { text, number, list, members } = parts;
  const isOnlyMembers = text === undefined && number === undefined && list === undefined;
  if (isOnlyMembers && members !== undefined) {
    const { test } = members;
    return (value) => !types.isObject(value) || test(value);
  }
  return (value) => isAccepted(value, parts);
}

/** Whether the part that speaks of values of this type accepts it. */
function isAccepted(value: unknown, { text, number, list, members, file }: Parts): boolean {
  if (typeof value === 'string') return text?.test(value) ?? true;
  if (typeof value === 'number') return number?.test(value) ?? true;
  if (Array.isArray(value)) return list?.test(value) ?? true;
  if (types.isBinary(value)) return file?.test(value) ?? true;
  return !types.isObject(value) || (members?.test(value) ?? true);
}

function reportParts(
  value: unknown,
  { text, number, list, members, file }: Parts,
  report: Report,
): void {
  if (typeof value === 'string') text?.report(value, report);
  else if (typeof value === 'number') number?.report(value, report);
  else if (Array.isArray(value)) list?.report(value, report);
  else if (types.isBinary(value)) file?.report(value, report);
  else if (types.isObject(value)) members?.report(value, report);
}

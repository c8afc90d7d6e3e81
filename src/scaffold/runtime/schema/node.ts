import type { Report } from './report.ts';
import { addIssue } from './report.ts';
import { ANY_TYPE } from './types.ts';
import type { Schemas } from '../spec.ts';

/** One keyword or group of keywords for values of one type: a quick verdict, and an explanation when it is negative. */
export interface Part<Value> {
  readonly test: (value: Value) => boolean;
  readonly report: (value: Value, report: Report) => void;
}

/** A compiled schema. */
export interface Node extends Part<unknown> {
  /** Set where the schema says no more than a type, so that its owner can test it without a call. */
  readonly onlyType?: number;
}

/** What keywords need of the engine; passed in, because schemas and keywords need each other. */
export interface Compiler {
  readonly schemas: Schemas;
  /** Compiles a schema that stands inside the current one. Anything but an object or boolean accepts everything. */
  readonly compile: (schema: unknown) => Node;
  /** Compiles the target of a reference, once. */
  readonly compileTarget: (schema: unknown) => Node;
  /** Nested schemas between the current one and the last reference. */
  level: number;
}

/** The schema `true`, and every schema without an assertion. */
export const ANYTHING: Node = { test: () => true, report: () => undefined, onlyType: ANY_TYPE };

/** The schema `false`. */
export const NOTHING: Node = {
  test: () => false,
  report: (_value, report) => addIssue(report, 'is not allowed'),
};

/** The verdict on a property that a closed schema does not know. */
export const UNKNOWN: Node = {
  test: () => false,
  report: (_value, report) => addIssue(report, 'is not a known property'),
};

/** Parts joined into one: all of them must hold. */
export function joinParts<Value>(parts: readonly Part<Value>[]): Part<Value> | undefined {
  const [first, second, third] = parts;
  if (first === undefined || second === undefined) return first;
  return {
    test: joinTests(first.test, second.test, third?.test, parts),
    report: (value, report) => {
      for (const part of parts) part.report(value, report);
    },
  };
}

type Test<Value> = (value: Value) => boolean;

// Two and three are most of the cases, and a call of a known closure is cheaper than a loop.
function joinTests<Value>(
  first: Test<Value>,
  second: Test<Value>,
  third: Test<Value> | undefined,
  parts: readonly Part<Value>[],
): Test<Value> {
  if (third === undefined) return (value) => first(value) && second(value);
  if (parts.length === 3) return (value) => first(value) && second(value) && third(value);
  const tests = parts.map((part) => part.test);
  return (value) => {
    for (const test of tests) if (!test(value)) return false;
    return true;
  };
}

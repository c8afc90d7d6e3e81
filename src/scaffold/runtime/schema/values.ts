import { isEqual } from './equal.ts';
import type { Part } from './node.ts';
import { addIssue } from './report.ts';
import type { ObjectValue } from './types.ts';

/** Values of an `enum` that a message lists. */
const MAX_LISTED_VALUES = 20;

/** `const` and `enum`. */
export function valueParts(schema: ObjectValue): readonly Part<unknown>[] {
  const parts: Part<unknown>[] = [];
  if (Object.hasOwn(schema, 'const')) parts.push(oneOfValues([schema['const']]));
  if (Array.isArray(schema['enum'])) parts.push(oneOfValues(schema['enum']));
  return parts;
}

/** `must be one of: red, green`. */
export function valuesMessage(values: readonly unknown[]): string {
  const [first] = values;
  if (values.length === 1) return `must be ${JSON.stringify(first)}`;
  const texts = values
    .slice(0, MAX_LISTED_VALUES)
    .map((value) => (typeof value === 'string' && value !== '' ? value : JSON.stringify(value)));
  return `must be one of: ${texts.join(', ')}${values.length > texts.length ? ', …' : ''}`;
}

function oneOfValues(values: readonly unknown[]): Part<unknown> {
  const test = valuesTest(values);
  const message = valuesMessage(values);
  return { test, report: (value, report) => test(value) || addIssue(report, message) };
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function valuesTest(values: readonly unknown[]): (value: unknown) => boolean {
  const structures = values.filter(isStructure);
  const primitives = new Set(values.filter((value) => !isStructure(value)));
  const [only] = primitives;
  if (structures.length === 0) {
    // A set, too, holds 1 and 1.0, 0 and -0 for the same, and 1 and true for different.
    return primitives.size === 1 ? (value) => value === only : (value) => primitives.has(value);
  }
  return (value) =>
    primitives.has(value) || structures.some((structure) => isEqual(structure, value));
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileSchema, isValid } from '../../src/scaffold/runtime/schema/json-schema.ts';
import { isObject } from '../../src/scaffold/runtime/schema/types.ts';
import type { ObjectValue } from '../../src/scaffold/runtime/schema/types.ts';
import type { Schema, Schemas } from '../../src/scaffold/runtime/spec.ts';

/** A schema, values that it accepts, and values that it rejects with all that it says about them. */
export interface Example {
  readonly schema: Schema;
  readonly schemas?: Schemas;
  readonly accepts: readonly unknown[];
  readonly rejects: readonly (readonly [value: unknown, ...issues: readonly string[]])[];
}

/** One test for each example. */
export function testExamples(examples: Readonly<Record<string, Example>>): void {
  for (const [title, example] of Object.entries(examples)) {
    test(title, () => checkExample(example));
  }
}

function checkExample({ schema, schemas = {}, accepts, rejects }: Example): void {
  const validate = compileSchema(schema, schemas);
  const judge = isValid(schema, schemas);
  for (const value of accepts) {
    assert.deepEqual(validate(value, 'body'), []);
    assert.equal(judge(value), true);
  }
  for (const [value, ...issues] of rejects) {
    const found = validate(value, 'body').map(({ field, message }) => `${field} ${message}`);
    assert.deepEqual(found, issues);
    assert.equal(judge(value), false);
  }
}

/** An object as JSON gives it: its `__proto__` is a property of its own, its `then` is no promise's. */
export function fromJson(text: string): ObjectValue {
  const value: unknown = JSON.parse(text);
  assert.ok(isObject(value));
  return value;
}

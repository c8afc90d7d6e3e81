import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileSchema } from './json-schema.ts';
import { MAX_ISSUES } from './report.ts';
import type { Schema, Schemas } from '../spec.ts';

const TOO_DEEP = [{ field: 'body', message: 'is nested too deeply' }];

const schemas: Schemas = {
  List: { type: 'array', items: { $ref: '#/schemas/List' } },
  Union: {
    oneOf: [
      { type: 'array', items: { $ref: '#/schemas/Union' } },
      { type: 'array', items: { $ref: '#/schemas/Union' }, minItems: 1 },
    ],
  },
  Loop: { allOf: [{ $ref: '#/schemas/Loop' }] },
  Contrary: { not: { $ref: '#/schemas/Contrary' } },
};

for (const name of Object.keys(schemas)) {
  test(`data of 50,000 levels end in an issue: ${name}`, () => {
    const validate = compileSchema({ $ref: `#/schemas/${name}` }, schemas);
    assert.deepEqual(validate(nest([], 50_000), 'body'), TOO_DEEP);
    assert.deepEqual(validate(nest([], 50_000), 'body'), TOO_DEEP, 'and again');
  });
}

test('data of 300 levels are judged', () => {
  const validate = compileSchema({ $ref: '#/schemas/List' }, schemas);
  assert.deepEqual(validate(nest([], 300), 'body'), []);
  const field = `body${'[0]'.repeat(300)}`;
  assert.deepEqual(validate(nest('x', 300), 'body'), [{ field, message: 'must be an array' }]);
});

test('a recursive union takes time in proportion to the data, not to 2 to their depth', () => {
  const validate = compileSchema({ $ref: '#/schemas/Union' }, schemas);
  assert.deepEqual(validate(nest('x', 300), 'body'), [
    { field: 'body', message: 'must match one of 2 alternatives' },
  ]);
});

test('duplicates among deep items end in an issue', () => {
  const validate = compileSchema({ uniqueItems: true }, {});
  const few = [nest([], 50_000), nest([], 50_000)];
  assert.deepEqual(validate(few, 'body'), TOO_DEEP);
  assert.deepEqual(validate([...few, ...Array(50).keys()], 'body'), TOO_DEEP);
});

test('duplicates among 100,000 items are found in near-linear time', () => {
  const validate = compileSchema({ uniqueItems: true }, {});
  const items: unknown[] = Array.from({ length: 100_000 }, (_, index) => ({ id: { at: index } }));
  assert.deepEqual(validate(items, 'body'), []);
  items.push({ id: { at: 99_999 } });
  assert.equal(validate(items, 'body').length, 1);
});

test('no more issues are listed than anybody reads', () => {
  const bad = Array.from({ length: 10_000 }, () => 1);
  const each: readonly Schema[] = [
    { items: { type: 'string' } },
    { items: false, prefixItems: bad.map(() => ({ type: 'string' })) },
    { unevaluatedItems: false },
  ];
  for (const schema of each) {
    assert.equal(compileSchema(schema, {})(bad, 'body').length, MAX_ISSUES);
  }
});

test('texts made to exhaust regular expressions are refused at once', () => {
  for (const format of ['email', 'hostname', 'uri', 'uri-template', 'duration', 'ipv6', 'byte']) {
    const validate = compileSchema({ type: 'string', format }, {});
    for (const text of ['a', 'a.', '{a', '1', 'P1', 'a-', '::']) {
      assert.equal(validate(`${text.repeat(200_000)}!|`, 'body').length, 1, `${format} ${text}`);
    }
  }
});

function nest(leaf: unknown, levels: number): unknown {
  let value = leaf;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

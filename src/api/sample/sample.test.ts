import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '../../base/json.ts';
import type { Schema } from '../model.ts';
import { accepts, sample } from './sample.ts';

const schemas: Readonly<Record<string, Schema>> = {
  Pet: {
    type: 'object',
    required: ['kind', 'name'],
    properties: { kind: { type: 'string' }, name: { type: 'string', minLength: 1 } },
    discriminator: { propertyName: 'kind', mapping: { cat: 'Cat' } },
  },
  Cat: {
    allOf: [
      { $ref: '#/schemas/Pet' },
      { type: 'object', properties: { lives: { type: 'integer', maximum: 9 } } },
    ],
  },
  Animal: {
    oneOf: [{ $ref: '#/schemas/Cat' }, { $ref: '#/schemas/Dog' }],
    discriminator: { propertyName: 'kind', mapping: { feline: 'Cat' } },
  },
  Dog: {
    type: 'object',
    required: ['kind', 'barks'],
    properties: { kind: { const: 'Dog' }, barks: { type: 'boolean' } },
  },
  Tree: {
    type: 'object',
    required: ['left'],
    properties: {
      left: { oneOf: [{ $ref: '#/schemas/Tree' }, { type: 'null' }] },
      children: { type: 'array', items: { $ref: '#/schemas/Tree' } },
    },
  },
  Endless: {
    type: 'object',
    required: ['self'],
    properties: { self: { $ref: '#/schemas/Endless' } },
  },
  Loop: { $ref: '#/schemas/Loop' },
};

function valueOf(schema: Schema): JsonValue | undefined {
  return sample(schema, schemas)?.value;
}

const cases: readonly (readonly [name: string, schema: Schema, expected: JsonValue])[] = [
  ['an example before anything else', { type: 'string', examples: ['Ada'] }, 'Ada'],
  ['a default', { type: 'integer', default: 20 }, 20],
  ['no example that is wrong', { type: 'integer', examples: ['Ada'], minimum: 3 }, 3],
  ['a const', { const: null }, null],
  ['the first suitable value of an enum', { type: 'string', enum: [1, 'a'] }, 'a'],
  ['a number off an exclusive bound', { type: 'integer', exclusiveMinimum: 5 }, 6],
  ['a fraction between narrow bounds', { type: 'number', minimum: 0.2, maximum: 0.3 }, 0.225],
  ['a multiple', { type: 'number', multipleOf: 0.01, minimum: 9.995 }, 10],
  ['a long text', { type: 'string', minLength: 6 }, 'text-t'],
  ['a short text', { type: 'string', maxLength: 2 }, 'a'],
  ['a format', { type: 'string', format: 'date-time' }, '2026-01-01T12:00:00Z'],
  ['an empty text where no other fits', { type: 'string', maxLength: 0 }, ''],
  ['a pattern', { type: 'string', pattern: '^[A-Z]{2}-\\d+$' }, 'AA-1'],
  ['a pattern with a length', { type: 'string', pattern: '^\\d*$', minLength: 3 }, '1111111'],
  ['a nullable text', { type: ['null', 'string'] }, 'text'],
  [
    'an array of unequal items',
    { type: 'array', uniqueItems: true, minItems: 2, items: { enum: ['a', 'b'] } },
    ['a', 'b'],
  ],
  [
    'a tuple',
    { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'boolean' }], items: false },
    [1, true],
  ],
  [
    'what an array must contain',
    { type: 'array', contains: { const: 7 }, items: { type: 'integer' } },
    [7],
  ],
  ['an empty array where items are impossible', { type: 'array', items: false }, []],
  ['a map', { type: 'object', additionalProperties: { type: 'integer' } }, { key: 1 }],
  [
    'a map of a size',
    { type: 'object', minProperties: 2, additionalProperties: { type: 'integer' } },
    { key: 1, key1: 1 },
  ],
  [
    'names of properties',
    { type: 'object', minProperties: 1, propertyNames: { pattern: '^x-' } },
    { 'x-': 'text' },
  ],
  [
    'dependent properties',
    {
      type: 'object',
      required: ['a'],
      dependentRequired: { a: ['b'] },
      properties: { b: { type: 'null' } },
    },
    { a: 'text', b: null },
  ],
  [
    'a key called __proto__',
    { type: 'object', required: ['__proto__'] },
    JSON.parse('{"__proto__":"text"}'),
  ],
  ['the second branch where the first is impossible', { oneOf: [false, { type: 'integer' }] }, 1],
  [
    'a value of exactly one branch',
    { oneOf: [{ type: 'integer' }, { type: 'number', minimum: 0 }] },
    -1,
  ],
  ['what is not forbidden', { type: 'string', not: { const: 'text' } }, 'text1'],
  [
    'a condition met',
    {
      type: 'object',
      if: { required: ['a'] },
      // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
      then: { required: ['b'] },
      properties: { a: { type: 'integer' }, b: { type: 'integer' } },
    },
    { a: 1, b: 1 },
  ],
  [
    'a merge of allOf',
    { allOf: [{ minimum: 3 }, { type: 'integer', maximum: 4 }, { multipleOf: 4 }] },
    4,
  ],
  ['an heir that names itself', { $ref: '#/schemas/Cat' }, { kind: 'cat', name: 'text', lives: 1 }],
  [
    'a branch that its discriminator names',
    { $ref: '#/schemas/Animal' },
    { kind: 'feline', name: 'text', lives: 1 },
  ],
  [
    'the end of a recursion',
    { $ref: '#/schemas/Tree' },
    { left: { left: null, children: [] }, children: [{ left: null, children: [] }] },
  ],
];

describe('sample', () => {
  for (const [name, schema, expected] of cases) {
    it(`makes ${name}`, () => {
      assert.deepEqual(valueOf(schema), expected);
      assert.ok(accepts(schema, expected, schemas));
    });
  }

  it('gives up where there is no value, in bounded time', () => {
    const impossible: readonly Schema[] = [
      false,
      { type: 'string', minLength: 3, maxLength: 2 },
      { type: 'integer', minimum: 5, maximum: 4 },
      { allOf: [{ type: 'string' }, { type: 'object' }] },
      { $ref: '#/schemas/Endless' },
      { $ref: '#/schemas/Loop' },
      { $ref: '#/schemas/Missing' },
      { type: 'array', minItems: 1e9 },
      { type: 'string', minLength: 1e12 },
      { type: 'string', pattern: '^(?=b)a$' },
    ];
    for (const schema of impossible)
      assert.equal(valueOf(schema), undefined, JSON.stringify(schema));
  });

  it('does not lose itself in a schema that branches without end', () => {
    const wide: Record<string, Schema> = {};
    for (let index = 0; index < 12; index += 1) {
      const branches = Object.fromEntries(
        Array.from({ length: 12 }, (_, other) => [`p${other}`, { $ref: `#/schemas/S${other}` }]),
      );
      wide[`S${index}`] = { type: 'object', properties: branches, required: Object.keys(branches) };
    }
    const startMs = performance.now();
    assert.equal(sample({ $ref: '#/schemas/S0' }, wide), undefined);
    assert.ok(performance.now() - startMs < 5000);
  });

  it('leaves optional properties out where it is told to', () => {
    const schema: Schema = { type: 'object', properties: { a: { type: 'integer' } } };
    assert.deepEqual(sample(schema, {}, { optionalDepth: 0 })?.value, {});
  });
});

const patterns: readonly string[] = [
  '^[a-z0-9]+(?:-[a-z0-9]+)*$',
  '^(?<year>\\d{4})-(0[1-9]|1[0-2])$',
  '^#[0-9a-fA-F]{6}$',
  '^\\+?[1-9]\\d{1,14}$',
  '^[^\\s@]+@[^\\s@]+\\.[^\\s@]{2,}$',
  '^(foo|bar)\\1$',
  '^\\p{Lu}\\p{Ll}+$',
  '^[\\w.!#$%&\u2019*+/=?^`{|}~-]+$',
  '^\\u0041\\x42\\t$',
  '[\\]\\\\]',
  '^(?!-)[a-z-]{1,63}(?<!-)$',
  '^arn:aws:iam::\\d{12}:role/.+$',
  '^.{8,}$',
  '^[a-z]{2}_[A-Z]{2}?$',
  '^\\/api\\/v[12]$',
  '^(a|b|)$',
];

describe('texts for patterns', () => {
  for (const pattern of patterns) {
    it(`finds one for ${pattern}`, () => {
      const text = valueOf({ type: 'string', pattern });
      assert.ok(typeof text === 'string');
      assert.match(text, new RegExp(pattern, 'u'));
    });
  }
});

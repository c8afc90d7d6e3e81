import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '../../base/json.ts';
import type { Schema } from '../model.ts';
import { declaredOnly } from './declared.ts';

const schemas: Readonly<Record<string, Schema>> = {
  User: {
    type: 'object',
    properties: { name: { type: 'string' }, friend: { $ref: '#/schemas/User' } },
  },
  Loop: {
    anyOf: [{ $ref: '#/schemas/User' }, { properties: { next: { $ref: '#/schemas/Loop' } } }],
  },
};
const user: Schema = { $ref: '#/schemas/User' };

const cases: readonly (readonly [string, Schema, JsonValue, JsonValue])[] = [
  ['drops what has no name', user, { name: 'Ada', age: 36 }, { name: 'Ada' }],
  [
    'looks into properties and lists',
    { type: 'array', items: user },
    [{ friend: { age: 1 } }],
    [{ friend: {} }],
  ],
  [
    'knows the properties of all branches',
    { anyOf: [user, { properties: { age: {} } }] },
    { name: 'Ada', age: 1, x: 1 },
    { name: 'Ada', age: 1 },
  ],
  [
    'knows no properties of branches that refuse the value',
    { oneOf: [user, { properties: { age: {} }, required: ['id'] }] },
    { name: 'Ada', age: 1 },
    { name: 'Ada' },
  ],
  [
    'keeps what a map holds',
    { additionalProperties: user },
    { a: { name: 'Ada', x: 1 } },
    { a: { name: 'Ada' } },
  ],
  ['keeps all of what nothing is said about', { type: 'object' }, { a: { b: 1 } }, { a: { b: 1 } }],
  [
    'keeps what is required',
    { properties: { a: {} }, required: ['b'] },
    { a: 1, b: 2 },
    { a: 1, b: 2 },
  ],
  ['keeps scalars and null', user, null, null],
  [
    'ends in circles',
    { $ref: '#/schemas/Loop' },
    { name: 'Ada', next: { x: 1 } },
    { name: 'Ada', next: {} },
  ],
];

describe('a value with declared properties only', () => {
  for (const [name, schema, value, expected] of cases) {
    it(name, () => {
      assert.deepEqual(declaredOnly(value, schema, schemas), expected);
    });
  }
});

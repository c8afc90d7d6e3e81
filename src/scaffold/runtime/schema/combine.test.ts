import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromJson, testExamples } from '../../../../test/support/schema-examples.ts';
import { compileSchema } from './json-schema.ts';
import type { Schemas } from '../spec.ts';

const PET: Schemas = {
  Cat: {
    type: 'object',
    required: ['kind', 'lives'],
    properties: { kind: { const: 'cat' }, lives: { type: 'integer', maximum: 9 } },
  },
  Dog: {
    type: 'object',
    required: ['kind'],
    properties: { kind: { enum: ['dog', 'puppy'] }, tricks: { items: { type: 'string' } } },
  },
  Fish: { type: 'object', required: ['fins'], properties: { fins: { type: 'integer' } } },
  Bird: { type: 'object', required: ['wings'], properties: { wings: { type: 'integer' } } },
  Tree: {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, branches: { items: { $ref: '#/schemas/Tree' } } },
  },
  'a/b~c d': { type: 'integer' },
};

testExamples({
  allOf: {
    schema: { allOf: [{ required: ['a'] }, { required: ['b'] }] },
    accepts: [{ a: 1, b: 1 }],
    rejects: [[{}, 'body.a is required', 'body.b is required']],
  },
  'anyOf of types': {
    schema: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    accepts: ['', null],
    rejects: [[1, 'body must be a string or null']],
  },
  'anyOf, by the branch for the type': {
    schema: { anyOf: [{ type: 'object', required: ['a'] }, { type: 'null' }] },
    accepts: [null],
    rejects: [[{}, 'body.a is required']],
  },
  'anyOf of values': {
    schema: { anyOf: [{ enum: ['a', 'b'] }, { const: 'c' }] },
    accepts: ['a', 'c'],
    rejects: [['d', 'body must be one of: a, b, c']],
  },
  'anyOf, by the branch that agrees further': {
    schema: {
      anyOf: [
        { required: ['a', 'b'] },
        { properties: { list: { items: { type: 'string' } } }, required: ['list'] },
      ],
    },
    accepts: [{ list: ['a'] }],
    rejects: [[{ list: [1, 2] }, 'body.list[0] must be a string', 'body.list[1] must be a string']],
  },
  'anyOf where no branch is nearer': {
    schema: { anyOf: [{ $ref: '#/schemas/Fish' }, { $ref: '#/schemas/Bird' }] },
    schemas: PET,
    accepts: [{ fins: 1 }],
    rejects: [[{}, 'body must match one of: Fish, Bird']],
  },
  'oneOf of tagged objects': {
    schema: { oneOf: [{ $ref: '#/schemas/Cat' }, { $ref: '#/schemas/Dog' }, { type: 'null' }] },
    schemas: PET,
    accepts: [{ kind: 'cat', lives: 7 }, { kind: 'puppy' }, null],
    rejects: [
      [{ kind: 'cat', lives: 10 }, 'body.lives must be at most 9'],
      [{ kind: 'dog', tricks: ['sit', 1] }, 'body.tricks[1] must be a string'],
      [{ kind: 'cow' }, 'body.kind must be one of: cat, dog, puppy'],
      [{}, 'body.kind is required'],
      ['cat', 'body must be an object or null'],
    ],
  },
  'oneOf with a discriminator': {
    schema: {
      oneOf: [{ $ref: '#/schemas/Fish' }, { $ref: '#/schemas/Bird' }],
      discriminator: { propertyName: 'kind', mapping: { swims: 'Fish', flies: 'Bird' } },
    },
    schemas: PET,
    // The discriminator is no assertion: a fish is a fish whatever it says.
    accepts: [
      { kind: 'swims', fins: 1 },
      { kind: 'flies', fins: 1 },
    ],
    rejects: [
      [{ kind: 'flies', wings: 'two' }, 'body.wings must be an integer'],
      [{ kind: 'walks' }, 'body.kind must be one of: swims, flies'],
      [{ fins: 1, wings: 2 }, 'body must match only one of 2 alternatives'],
    ],
  },
  'oneOf that matches twice': {
    schema: { oneOf: [{ minimum: 1 }, { minimum: 2 }] },
    accepts: [1],
    rejects: [[2, 'body must match only one of 2 alternatives']],
  },
  not: {
    schema: { not: { required: ['a'] } },
    accepts: [{}],
    rejects: [[{ a: 1 }, 'body must not have a']],
  },
  'not a value': {
    schema: { not: { enum: ['a', 'b'] } },
    accepts: ['c'],
    rejects: [['a', 'body must not be one of: a, b']],
  },
  'not a type': {
    schema: { not: { type: 'string' } },
    accepts: [1],
    rejects: [['', 'body must not be a string']],
  },
  'if, then, else': {
    schema: fromJson(`{
      "if": { "required": ["a"] },
      "then": { "required": ["b"] },
      "else": { "required": ["c"] }
    }`),
    accepts: [{ a: 1, b: 1 }, { c: 1 }],
    rejects: [
      [{ a: 1 }, 'body.b is required'],
      [{}, 'body.c is required'],
    ],
  },
  unevaluatedProperties: {
    schema: fromJson(`{
      "allOf": [{ "$ref": "#/schemas/Fish" }],
      "if": { "required": ["scales"] },
      "then": { "properties": { "scales": true } },
      "unevaluatedProperties": false
    }`),
    schemas: PET,
    accepts: [{ fins: 1 }, { fins: 1, scales: 2 }],
    rejects: [
      [{ fins: 1, gills: 2 }, 'body.gills is not a known property'],
      [{ fins: 'x', gills: 2 }, 'body.fins must be an integer'],
    ],
  },
  unevaluatedItems: {
    schema: {
      prefixItems: [true],
      contains: { type: 'string' },
      unevaluatedItems: { type: 'integer' },
    },
    accepts: [[null, 'a', 1]],
    rejects: [[[null, 'a', null], 'body[2] must be an integer']],
  },
  '$ref with siblings': {
    schema: { $ref: '#/schemas/Fish', maxProperties: 1 },
    schemas: PET,
    accepts: [{ fins: 1 }],
    rejects: [
      [{ fins: '1', b: 1 }, 'body must have at most 1 property', 'body.fins must be an integer'],
    ],
  },
  '$ref to a name that must be escaped': {
    schema: { $ref: '#/schemas/a~1b~0c%20d' },
    schemas: PET,
    accepts: [1],
    rejects: [['', 'body must be an integer']],
  },
  '$ref to a place inside a schema': {
    schema: { $ref: '#/schemas/Fish/properties/fins' },
    schemas: PET,
    accepts: [1],
    rejects: [['', 'body must be an integer']],
  },
  'a schema that refers to itself': {
    schema: { $ref: '#/schemas/Tree' },
    schemas: PET,
    accepts: [{ name: 'a', branches: [{ name: 'b', branches: [] }] }],
    rejects: [
      [
        { name: 'a', branches: [{ name: 'b', branches: [{}] }] },
        'body.branches[0].branches[0].name is required',
      ],
    ],
  },
  'unknown keywords and annotations': {
    schema: { default: 5, title: 1, nonsense: false },
    accepts: [1, 'a'],
    rejects: [],
  },
  'files, counted in bytes': {
    schema: { type: 'string', format: 'binary', minLength: 2, maxLength: 3 },
    accepts: [new Uint8Array(2), new Blob(['é']), new File(['abc'], 'a.txt'), 'text'.slice(1)],
    rejects: [
      [new Uint8Array(1), 'body must have at least 2 bytes'],
      [new Blob(['éé']), 'body must have at most 3 bytes'],
      [5, 'body must be a string or a file'],
    ],
  },
  'files where text is asked for': {
    schema: { type: ['string', 'null'] },
    accepts: ['a'],
    rejects: [[new Uint8Array(1), 'body must be a string or null']],
  },
});

test('a schema is compiled once for the same named schemas', () => {
  const schema = { type: 'string' };
  const schemas = {};
  assert.equal(compileSchema(schema, schemas), compileSchema(schema, schemas));
  assert.notEqual(compileSchema(schema, schemas), compileSchema(schema, {}));
});

test('valid values share one empty list of issues', () => {
  const validate = compileSchema({ type: 'string' }, {});
  assert.equal(validate('a', 'body'), validate('b', 'query.name'));
  assert.ok(Object.isFrozen(validate('a', 'body')));
});

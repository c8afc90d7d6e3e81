import { testExamples } from '../../../../test/support/schema-examples.ts';

testExamples({
  'a boolean schema': { schema: false, accepts: [], rejects: [[1, 'body is not allowed']] },
  'type: string': {
    schema: { type: 'string' },
    accepts: ['', 'a'],
    rejects: [
      [1, 'body must be a string'],
      [null, 'body must be a string'],
    ],
  },
  'type: integer': {
    schema: { type: 'integer' },
    accepts: [1, 1.0, -0, 1e308],
    rejects: [
      [1.5, 'body must be an integer'],
      ['1', 'body must be an integer'],
      [true, 'body must be an integer'],
    ],
  },
  'type: number': {
    schema: { type: 'number' },
    accepts: [1, 1.5],
    rejects: [
      [Number.NaN, 'body must be a number'],
      ['', 'body must be a number'],
    ],
  },
  'type: boolean': {
    schema: { type: 'boolean' },
    accepts: [true, false],
    rejects: [[0, 'body must be a boolean']],
  },
  'type: null': {
    schema: { type: 'null' },
    accepts: [null],
    rejects: [
      [0, 'body must be null'],
      [undefined, 'body must be null'],
    ],
  },
  'type: array': {
    schema: { type: 'array' },
    accepts: [[]],
    rejects: [[{}, 'body must be an array']],
  },
  'type: object': {
    schema: { type: 'object' },
    accepts: [{}],
    rejects: [
      [[], 'body must be an object'],
      [null, 'body must be an object'],
    ],
  },
  'several types': {
    schema: { type: ['string', 'integer', 'null'], minLength: 2 },
    accepts: ['ab', 3, null],
    rejects: [
      [1.5, 'body must be a string, an integer or null'],
      ['a', 'body must have at least 2 characters'],
    ],
  },
  enum: {
    schema: { enum: ['red', 1, null, { a: [1, 2] }] },
    accepts: ['red', 1.0, null, { a: [1, 2] }],
    rejects: [
      ['blue', 'body must be one of: red, 1, null, {"a":[1,2]}'],
      [true, 'body must be one of: red, 1, null, {"a":[1,2]}'],
    ],
  },
  const: {
    schema: { const: { a: 1, b: 0 } },
    accepts: [{ b: -0, a: 1 }],
    rejects: [
      [{ a: 1 }, 'body must be {"a":1,"b":0}'],
      [{ a: true, b: 0 }, 'body must be {"a":1,"b":0}'],
    ],
  },
  minimum: {
    schema: { minimum: 3 },
    accepts: [3, 'x'],
    rejects: [[2.9, 'body must be at least 3']],
  },
  maximum: { schema: { maximum: 3 }, accepts: [3], rejects: [[3.1, 'body must be at most 3']] },
  exclusiveMinimum: {
    schema: { exclusiveMinimum: 3 },
    accepts: [3.1],
    rejects: [[3, 'body must be greater than 3']],
  },
  exclusiveMaximum: {
    schema: { exclusiveMaximum: 3 },
    accepts: [2.9],
    rejects: [[3, 'body must be less than 3']],
  },
  multipleOf: {
    schema: { multipleOf: 0.01 },
    accepts: [19.99, 0, -4.35, 1.1, 1e22, 123456789012.34],
    rejects: [
      [0.001, 'body must be a multiple of 0.01'],
      [19.995, 'body must be a multiple of 0.01'],
    ],
  },
  'multipleOf beyond doubles': {
    schema: { multipleOf: 0.123456789 },
    accepts: [0.246913578],
    rejects: [[1e308, 'body must be a multiple of 0.123456789']],
  },
  'multipleOf a whole number': {
    schema: { multipleOf: 3 },
    accepts: [-9, 3e300],
    rejects: [
      [1e300, 'body must be a multiple of 3'],
      [0.5, 'body must be a multiple of 3'],
    ],
  },
  minLength: {
    schema: { minLength: 2 },
    accepts: ['ab', '😀😀'],
    rejects: [['😀', 'body must have at least 2 characters']],
  },
  maxLength: {
    schema: { maxLength: 1 },
    accepts: ['😀', ''],
    rejects: [['ab', 'body must have at most 1 character']],
  },
  pattern: {
    schema: { pattern: '^\\p{Lu}.$' },
    accepts: ['É😀', 5],
    rejects: [['é😀', 'body must match the pattern ^\\p{Lu}.$']],
  },
  'a pattern that is valid only without u': {
    schema: { pattern: 'a\\-b' },
    accepts: ['xa-by'],
    rejects: [['ab', 'body must match the pattern a\\-b']],
  },
  'an invalid pattern': { schema: { pattern: '(' }, accepts: ['anything'], rejects: [] },
  'format beside its type': {
    schema: { type: 'string', format: 'email' },
    accepts: ['a@b.example'],
    rejects: [['a', 'body must be a valid email']],
  },
  'format without a type': { schema: { format: 'email' }, accepts: ['a', 1], rejects: [] },
  'format beside another type': {
    schema: { type: 'integer', format: 'email' },
    accepts: [1],
    rejects: [],
  },
  'an unknown format': {
    schema: { type: 'string', format: 'constructor' },
    accepts: ['a'],
    rejects: [],
  },
  'a format of numbers': {
    schema: { type: 'integer', format: 'int32' },
    accepts: [-2147483648],
    rejects: [[2147483648, 'body must be a valid int32']],
  },
});

import { fromJson, testExamples } from '../../../../test/support/schema-examples.ts';

testExamples({
  prefixItems: {
    schema: { prefixItems: [{ type: 'string' }, { type: 'integer' }] },
    accepts: [['a'], ['a', 1, true]],
    rejects: [[['a', 'b'], 'body[1] must be an integer']],
  },
  items: {
    schema: { prefixItems: [true], items: { type: 'integer' } },
    accepts: [['a', 1]],
    rejects: [[['a', 1, 'b', 'c'], 'body[2] must be an integer', 'body[3] must be an integer']],
  },
  'items: false': {
    schema: { prefixItems: [true], items: false },
    accepts: [[1]],
    rejects: [[[1, 2], 'body must have at most 1 item']],
  },
  minItems: {
    schema: { minItems: 1 },
    accepts: [[0]],
    rejects: [[[], 'body must have at least 1 item']],
  },
  maxItems: {
    schema: { maxItems: 1 },
    accepts: [[0]],
    rejects: [[[0, 1], 'body must have at most 1 item']],
  },
  uniqueItems: {
    schema: { uniqueItems: true },
    accepts: [[1, '1', true, [1], { a: 1 }, { a: '1' }]],
    rejects: [
      [
        [{ a: 1, b: 2 }, 5, { b: 2, a: 1 }],
        'body must not have duplicates (items 0 and 2 are equal)',
      ],
    ],
  },
  contains: {
    schema: { contains: { type: 'integer' } },
    accepts: [['a', 1]],
    rejects: [[['a'], 'body must contain at least 1 matching item']],
  },
  minContains: {
    schema: { contains: { const: 1 }, minContains: 2 },
    accepts: [[1, 1]],
    rejects: [[[1], 'body must contain at least 2 matching items']],
  },
  'minContains: 0': {
    schema: { contains: { const: 1 }, minContains: 0 },
    accepts: [[]],
    rejects: [],
  },
  maxContains: {
    schema: { contains: { const: 1 }, maxContains: 1 },
    accepts: [[1, 2]],
    rejects: [[[1, 1], 'body must contain at most 1 matching item']],
  },
  properties: {
    schema: {
      properties: {
        'a b': { type: 'integer' },
        list: { items: { properties: { name: { type: 'string' } } } },
      },
    },
    accepts: [{}, { other: 1 }, 'text'],
    rejects: [
      [
        { 'a b': 'x', list: [{}, { name: 1 }] },
        'body["a b"] must be an integer',
        'body.list[1].name must be a string',
      ],
    ],
  },
  required: {
    schema: { required: ['email', 'a.b'] },
    accepts: [{ email: 1, 'a.b': null }],
    rejects: [[{}, 'body.email is required', 'body["a.b"] is required']],
  },
  'a required property that holds undefined': {
    schema: { required: ['email'] },
    accepts: [],
    rejects: [[{ email: undefined }, 'body.email is required']],
  },
  additionalProperties: {
    schema: { properties: { a: true }, additionalProperties: { type: 'integer' } },
    accepts: [{ a: 'x', b: 1 }],
    rejects: [[{ b: 'x' }, 'body.b must be an integer']],
  },
  'additionalProperties: false': {
    schema: { properties: { a: true }, additionalProperties: false },
    accepts: [{}, { a: 1 }, { a: 1, b: undefined }],
    rejects: [[{ a: 1, b: 2 }, 'body.b is not a known property']],
  },
  'additionalProperties: false with a required stranger': {
    schema: { required: ['b'], additionalProperties: false },
    accepts: [],
    rejects: [
      [{}, 'body.b is required'],
      [{ b: 1 }, 'body.b is not a known property'],
    ],
  },
  patternProperties: {
    schema: { patternProperties: { '^x-': { type: 'string' } }, additionalProperties: false },
    accepts: [{ 'x-a': 'b' }],
    rejects: [
      [{ 'x-a': 1, y: 1 }, 'body["x-a"] must be a string', 'body.y is not a known property'],
    ],
  },
  propertyNames: {
    schema: { propertyNames: { maxLength: 3 } },
    accepts: [{ abc: 1 }],
    rejects: [[{ abcd: 1 }, 'body.abcd has a name that must have at most 3 characters']],
  },
  minProperties: {
    schema: { minProperties: 1 },
    accepts: [{ a: 1 }],
    rejects: [[{}, 'body must have at least 1 property']],
  },
  maxProperties: {
    schema: { maxProperties: 1 },
    accepts: [{}],
    rejects: [[{ a: 1, b: 2 }, 'body must have at most 1 property']],
  },
  dependentRequired: {
    schema: { dependentRequired: { card: ['address'] } },
    accepts: [{}, { card: 1, address: 2 }],
    rejects: [[{ card: 1 }, 'body.address is required when card is present']],
  },
  dependentSchemas: {
    schema: { dependentSchemas: { a: { required: ['b'] } } },
    accepts: [{}, { a: 1, b: 1 }],
    rejects: [[{ a: 1 }, 'body.b is required']],
  },
  'properties with the names of what objects inherit': {
    schema: {
      properties: fromJson(
        '{"__proto__": {"type": "integer"}, "constructor": {"type": "integer"}, "toString": {"type": "integer"}}',
      ),
      required: ['__proto__', 'constructor'],
      additionalProperties: false,
    },
    accepts: [fromJson('{"__proto__": 1, "constructor": 2}')],
    rejects: [
      [{}, 'body.__proto__ is required', 'body.constructor is required'],
      [
        fromJson('{"__proto__": {}, "constructor": 1, "valueOf": 1}'),
        'body.__proto__ must be an integer',
        'body.valueOf is not a known property',
      ],
    ],
  },
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partOf, readTest, said, schemaNamed } from '../../../test/support/bundle.ts';
import type { JsonObject } from '../../base/json.ts';

const readSchemas = (schemas: JsonObject) => readTest('3.1', { components: { schemas } });
const readOne = (schema: JsonObject): unknown => schemaNamed(readSchemas({ S: schema }), 'S');

test('keywords that no emitter uses are left out', () => {
  assert.deepEqual(
    readOne({
      type: 'string',
      $comment: 'c',
      xml: {},
      externalDocs: {},
      'x-a': 1,
      $schema: 's',
      $anchor: 'a',
      $defs: { D: {} },
      example: 'e',
    }),
    { type: 'string', examples: ['e'] },
  );
});

test('names that are prototype properties stay ordinary names', () => {
  const result = readTest(
    '3.1',
    '{"components":{"schemas":{"__proto__":{"required":["constructor"],"properties":{"__proto__":{"type":"string"},"constructor":{}}}}}}',
  );
  const properties = partOf(schemaNamed(result, '__proto___'), '#/properties');
  assert.deepEqual(Object.keys(properties ?? {}), ['__proto__', 'constructor']);
});

test('a reference leads to the name of its target, wherever that is', () => {
  const result = readTest('3.1', {
    components: {
      schemas: {
        'a.b': {
          type: 'object',
          properties: { c: { type: 'string' } },
          $defs: { 'x/y': { type: 'number' } },
        },
        R: {
          prefixItems: [
            { $ref: '#/components/schemas/a.b' },
            { $ref: '#/components/schemas/a.b/properties/c' },
            { $ref: '#/components/schemas/a.b/$defs/x~1y' },
            { $ref: '#/paths/~1p/get/responses/200/content/application~1json/schema' },
          ],
        },
      },
    },
    paths: {
      '/p': {
        get: {
          responses: { 200: { content: { 'application/json': { schema: { type: 'boolean' } } } } },
        },
      },
    },
  });
  assert.deepEqual(schemaNamed(result, 'R'), {
    prefixItems: ['AB', 'ABC', 'ABXY', 'GetPResponse200'].map((name) => ({
      $ref: `#/schemas/${name}`,
    })),
  });
  assert.deepEqual(schemaNamed(result, 'ABXY'), { type: 'number' });
  assert.deepEqual(schemaNamed(result, 'GetPResponse200'), { type: 'boolean' });
  assert.equal(
    result.model.schemas.find(({ name }) => name === 'ABC')?.pointer,
    '#/components/schemas/a.b/properties/c',
  );
});

test('a reference to the whole document is taken for the component around it', () => {
  const result = readSchemas({ Tree: { properties: { kids: { items: { $ref: '#' } } } } });
  assert.deepEqual(schemaNamed(result, 'Tree'), {
    properties: { kids: { items: { $ref: '#/schemas/Tree' } } },
  });
  assert.deepEqual(said(result), [
    'warning root-ref #/components/schemas/Tree/properties/kids/items',
  ]);
});

test('dynamic references are followed as if they were static', () => {
  const result = readSchemas({ T: { $dynamicAnchor: 'node', items: { $dynamicRef: '#node' } } });
  assert.deepEqual(schemaNamed(result, 'T'), { items: { $ref: '#/schemas/T' } });
  assert.deepEqual(said(result), ['warning dynamic-ref #/components/schemas/T/items']);
});

test('a reference that leads nowhere is an error', () => {
  const result = readSchemas({ A: { items: { $ref: '#/components/schemas/B' } } });
  assert.deepEqual(said(result), ['error dangling-ref #/components/schemas/A/items/$ref']);
});

test('unknown types are repaired where it is plain what they mean', () => {
  assert.deepEqual(readOne({ type: 'int' }), { type: 'integer' });
  assert.deepEqual(readOne({ type: 'String' }), { type: 'string' });
  const result = readSchemas({ S: { type: 'any' } });
  assert.deepEqual(schemaNamed(result, 'S'), {});
  assert.deepEqual(said(result), ['warning unknown-type #/components/schemas/S/type']);
});

test('keywords of the wrong shape are read as what they must mean, or ignored', () => {
  assert.deepEqual(readOne({ minLength: '3', required: true, properties: [], maximum: 'x' }), {
    minLength: 3,
  });
  assert.equal(said(readSchemas({ S: { minLength: '3', required: true } })).length, 2);
});

test('a pattern that JavaScript does not take is not enforced', () => {
  const result = readSchemas({ S: { pattern: '(?i)a', patternProperties: { '(': {} } } });
  assert.deepEqual(schemaNamed(result, 'S'), { patternProperties: {} });
  assert.deepEqual(said(result), [
    'warning invalid-pattern #/components/schemas/S/pattern',
    'warning invalid-pattern #/components/schemas/S/patternProperties/(',
  ]);
});

test('enums and defaults that YAML has given the wrong type get the right one', () => {
  assert.deepEqual(readOne({ type: 'string', enum: [1, 2], default: 1 }), {
    type: 'string',
    enum: ['1', '2'],
    default: '1',
  });
  assert.deepEqual(readOne({ type: 'integer', default: 'many' }), { type: 'integer' });
  assert.deepEqual(readOne({ type: 'string', enum: ['a', 1] }), { type: 'string', enum: ['a', 1] });
});

test('a discriminator maps values to names, as the document does or by the names of the branches', () => {
  const result = readSchemas({
    Pet: {
      oneOf: [{ $ref: '#/components/schemas/the.cat' }, { $ref: '#/components/schemas/Dog' }],
      discriminator: { propertyName: 'kind', mapping: { dog: 'Dog', bird: 'Bird' } },
    },
    'the.cat': { type: 'object' },
    Dog: { type: 'object' },
  });
  const discriminator = partOf(schemaNamed(result, 'Pet'), '#/discriminator');
  assert.deepEqual(discriminator, {
    propertyName: 'kind',
    mapping: { dog: 'Dog', 'the.cat': 'TheCat' },
  });
  assert.deepEqual(said(result), [
    'warning discriminator-mapping #/components/schemas/Pet/discriminator/mapping/bird',
  ]);
});

const kind = (value: string) => ({ properties: { kind: { const: value } } });

test('a branch that says itself which value marks it is mapped by that value', () => {
  const result = readSchemas({
    Pet: {
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
      discriminator: { propertyName: 'kind' },
    },
    Cat: kind('cat'),
    Dog: { allOf: [kind('dog')] },
  });
  const discriminator = partOf(schemaNamed(result, 'Pet'), '#/discriminator');
  assert.deepEqual(discriminator, { propertyName: 'kind', mapping: { cat: 'Cat', dog: 'Dog' } });
});

test('schemas nest 100 deep', () => {
  let schema: JsonObject = { type: 'string' };
  for (let i = 0; i < 100; i++) schema = { items: schema };
  assert.deepEqual(readOne(schema), schema);
});

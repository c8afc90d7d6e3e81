import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTest, said, schemaNamed } from '../../../test/support/bundle.ts';
import type { JsonObject } from '../../base/json.ts';

const readSchemas = (schemas: JsonObject) => readTest('3.1', { components: { schemas } });
const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const ref = (name: string) => ({ $ref: `#/schemas/${name}` });

test('recursion through properties and items is no loop', () => {
  const result = readSchemas({
    Tree: { properties: { left: to('Tree'), kids: { items: to('Tree') } } },
    Json: { anyOf: [{ type: 'string' }, { items: to('Json') }] },
  });
  assert.deepEqual(said(result), []);
  assert.equal(result.model.schemas.length, 2);
});

test('members of a union that extend the union extend its base', () => {
  const result = readSchemas({
    Pet: {
      required: ['kind'],
      oneOf: [to('Cat'), to('Dog')],
      discriminator: { propertyName: 'kind' },
    },
    Cat: { allOf: [to('Pet'), { properties: { meows: {} } }] },
    Dog: { allOf: [to('Pet')], properties: { friend: to('Pet') } },
  });
  assert.deepEqual(
    result.model.schemas.map(({ name }) => name),
    ['Pet', 'PetBase', 'Cat', 'Dog'],
  );
  assert.deepEqual(schemaNamed(result, 'PetBase'), { required: ['kind'] });
  assert.deepEqual(schemaNamed(result, 'Cat'), {
    allOf: [ref('PetBase'), { properties: { meows: {} } }],
  });
  assert.deepEqual(schemaNamed(result, 'Dog'), {
    allOf: [ref('PetBase')],
    properties: { friend: ref('Pet') },
  });
  assert.deepEqual(said(result), ['info recursive-union #/components/schemas/Pet']);
});

test('the base also serves children of children', () => {
  const result = readSchemas({
    Pet: { anyOf: [to('Kitten')] },
    Kitten: { allOf: [to('Cat')] },
    Cat: { allOf: [to('Pet'), { type: 'object' }] },
  });
  assert.deepEqual(schemaNamed(result, 'Cat'), { allOf: [ref('PetBase'), { type: 'object' }] });
  assert.deepEqual(schemaNamed(result, 'PetBase'), {});
});

test('a schema that contains itself for the same value loses that part', () => {
  const result = readSchemas({
    A: { allOf: [to('A'), { type: 'object' }] },
    B: { anyOf: [to('B'), { type: 'string' }] },
    C: { $ref: '#/components/schemas/C', minLength: 1 },
    N: { type: 'string', not: to('N') },
  });
  assert.deepEqual(schemaNamed(result, 'A'), { allOf: [{ type: 'object' }] });
  assert.deepEqual(schemaNamed(result, 'B'), { anyOf: [{ type: 'string' }] });
  assert.deepEqual(schemaNamed(result, 'C'), { minLength: 1 });
  assert.deepEqual(schemaNamed(result, 'N'), { type: 'string' });
  assert.equal(said(result).filter((line) => line.startsWith('warning schema-loop')).length, 4);
});

test('references that lead only to each other are an error', () => {
  const result = readSchemas({ A: to('B'), B: to('A') });
  assert.deepEqual(said(result), ['error ref-loop #/components/schemas/B']);
});

test('a chain of thousands of schemas needs no stack', () => {
  const schemas: Record<string, JsonObject> = { S5000: { type: 'string' } };
  for (let i = 0; i < 5000; i++) schemas[`S${i}`] = { allOf: [to(`S${i + 1}`)] };
  assert.equal(readSchemas(schemas).model.schemas.length, 5001);
});

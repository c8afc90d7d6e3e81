import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { formatPointer, parsePointer, valueAt } from './pointer.ts';

test('what is formatted is parsed back, whatever the keys', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (tokens) => {
      assert.deepEqual(parsePointer(formatPointer(tokens)), tokens);
    }),
  );
});

test('pointers stay readable', () => {
  assert.equal(formatPointer(['paths', '/users/{id}', 'get']), '#/paths/~1users~1{id}/get');
  assert.equal(formatPointer([]), '#');
});

test('fragments are percent-decoded, and what is no valid encoding is taken as it stands', () => {
  assert.deepEqual(parsePointer('#/a%20b/~01'), ['a b', '~1']);
  assert.deepEqual(parsePointer('#/100%'), ['100%']);
  assert.equal(parsePointer('#anchor'), undefined);
});

test('only own members are found', () => {
  assert.equal(valueAt({ a: [1] }, ['constructor']), undefined);
  assert.equal(valueAt({ a: [1] }, ['a', 'length']), undefined);
  assert.equal(valueAt({ a: [1] }, ['a', '00']), undefined);
  assert.equal(valueAt(JSON.parse('{"__proto__": 5}'), ['__proto__']), 5);
});

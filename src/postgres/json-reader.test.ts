import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonReader } from './json-reader.ts';

test('the same text is the same value, and other readers have their own', () => {
  const read = jsonReader();
  const first = read('{"a": [1, null]}');
  assert.deepEqual(first, { a: [1, null] });
  assert.equal(read('{"a": [1, null]}'), first);
  assert.notEqual(read('{"a":[1,null]}'), first);
  assert.notEqual(jsonReader()('{"a": [1, null]}'), first);
  assert.equal(read('null'), null);
});

test('long texts are not kept', () => {
  const read = jsonReader();
  const text = JSON.stringify(Array.from({ length: 5000 }, () => 1));
  assert.notEqual(read(text), read(text));
  assert.deepEqual(read(text), read(text));
});

test('what is no JSON is an error each time', () => {
  const read = jsonReader();
  assert.throws(() => read('{'), SyntaxError);
  assert.throws(() => read('{'), SyntaxError);
});

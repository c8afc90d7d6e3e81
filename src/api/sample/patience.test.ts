import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapPatiently, patient } from './patience.ts';

/** Takes 2 ** 60 steps. */
const catastrophe = () => /^(?:a+)+$/.test(`${'a'.repeat(60)}!`);

const fail = () => {
  throw new TypeError('mine');
};

test('work that ends is done', () => {
  const items = Array.from({ length: 120 }, (_, index) => index);
  assert.deepEqual(
    mapPatiently(items, (item) => item * 2),
    items.map((item) => item * 2),
  );
});

test('a regular expression that takes for ever is stopped, and the next item is done', () => {
  const answer = patient((item: string) => item !== 'bad' || catastrophe());
  assert.equal(answer('bad'), undefined);
  assert.equal(answer('good'), true);
});

test('errors stay what they are', () => {
  assert.throws(() => patient(fail)(1), TypeError);
  assert.throws(() => mapPatiently([1], fail), TypeError);
});

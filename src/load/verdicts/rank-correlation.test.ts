import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median } from './median.ts';
import { rankCorrelation } from './rank-correlation.ts';

test('what always grows together has 1, what falls -1, however bent it is', () => {
  assert.equal(rankCorrelation([1, 2, 3, 4], [1, 8, 27, 1000]), 1);
  assert.equal(rankCorrelation([1, 2, 3, 4], [9, 5, 2, 1]), -1);
});

test('an example computed by hand, with ties', () => {
  // Ranks 0 1 2 3 and 0 1.5 1.5 3: 4.5 / sqrt(5 * 4.5).
  assert.ok(Math.abs(rankCorrelation([1, 2, 3, 4], [10, 20, 20, 30]) - 0.948_683) < 1e-6);
});

test('nothing follows from what does not change, and nothing from nothing', () => {
  assert.equal(rankCorrelation([1, 2, 3], [5, 5, 5]), 0);
  assert.equal(rankCorrelation([], []), 0);
});

test('the median of an even number is between the two in the middle', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([9, 1, 5, 6]), 5.5);
  assert.equal(median([]), 0);
});

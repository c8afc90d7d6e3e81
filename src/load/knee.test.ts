import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kneeOf } from './knee.ts';
import type { LimitStep } from './load-result.ts';

function steps(
  ...pairs: readonly (readonly [rate: number, p50Ms: number])[]
): readonly LimitStep[] {
  return pairs.map(([rate, p50Ms]) => ({
    rate,
    p50Ms,
    reached: rate,
    p99Ms: p50Ms * 2,
    errorShare: 0,
    held: true,
  }));
}

test('latency that does not care about load has no knee', () => {
  assert.equal(kneeOf(steps([100, 5], [200, 5.2], [400, 6], [800, 6.5])), undefined);
});

test('the last rate before latency grows faster than load', () => {
  assert.equal(kneeOf(steps([100, 5], [200, 5], [400, 6], [500, 40], [600, 400])), 400);
});

test('latency that grows as load does is no knee', () => {
  assert.equal(kneeOf(steps([100, 5], [200, 10], [400, 20], [800, 40])), undefined);
});

test('latency that has not doubled is no knee', () => {
  assert.equal(kneeOf(steps([100, 5], [105, 9])), undefined);
});

test('a slow first step is not what later ones are held to', () => {
  assert.equal(kneeOf(steps([100, 30], [200, 5], [400, 6], [450, 60])), 400);
});

test('ratios of next to nothing are noise', () => {
  assert.equal(kneeOf(steps([100, 0.01], [200, 0.09], [250, 0.15])), undefined);
});

test('too few steps have no knee', () => {
  assert.deepEqual([kneeOf([]), kneeOf(steps([100, 5]))], [undefined, undefined]);
});

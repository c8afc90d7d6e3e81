import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../base/random.ts';
import { Histogram } from '../../http/histogram.ts';
import type { Block } from '../comparison.ts';
import { pairedShareDifference, unpairedShareDifference } from './share-difference.ts';

function block(total: number, failed: number): Block {
  return { startMs: 0, lengthMs: 200, total, failed, latency: new Histogram() };
}

function blocks(...failed: readonly number[]): readonly Block[] {
  return failed.map((count) => block(100, count));
}

test('shares are of all requests, so that large blocks count more', () => {
  const a = [block(900, 9), ...blocks(0, 0, 0, 0, 0)];
  const b = [block(100, 10), ...blocks(0, 0, 0, 0, 10)];
  const both = pairedShareDifference({ a, b }, 1);
  assert.equal(both.a, 9 / 1400);
  assert.equal(both.b, 20 / 600);
  assert.equal(both.difference, both.b - both.a);
});

test('a side that always fails more is found', () => {
  const a = blocks(1, 0, 2, 1, 0, 1, 2, 0, 1, 1);
  const b = blocks(6, 7, 5, 8, 6, 9, 5, 7, 6, 6);
  for (const { ci95, p } of [
    pairedShareDifference({ a, b }, 1),
    unpairedShareDifference({ a, b }),
  ]) {
    assert.ok(p < 0.01, `p = ${p}`);
    assert.ok(ci95[0] > 0.03 && ci95[1] < 0.08, ci95.join(' to '));
  }
});

test('p is about that of all ways to swap the sides', () => {
  // All 7 pairs differ in the same direction: 2 of 128 ways are as far apart.
  const { p } = pairedShareDifference(
    { a: blocks(0, 0, 0, 0, 0, 0, 0), b: blocks(3, 1, 4, 2, 5, 9, 6) },
    3,
  );
  assert.ok(Math.abs(p - 2 / 128) < 0.008, `p = ${p}`);
});

test('one block full of failures proves nothing', () => {
  const a = blocks(0, 0, 0, 0, 0, 0, 0, 0);
  const b = blocks(0, 0, 0, 100, 0, 0, 0, 0);
  assert.equal(pairedShareDifference({ a, b }, 1).p, 1);
  assert.ok(unpairedShareDifference({ a, b }).p > 0.2);
});

test('no failures at all: the interval is as wide as the number of requests allows', () => {
  const none = blocks(0, 0, 0, 0, 0, 0);
  const { difference, ci95, p } = pairedShareDifference({ a: none, b: none }, 1);
  assert.equal(difference, 0);
  assert.equal(p, 1);
  assert.deepEqual(ci95, [-3 / 600, 3 / 600]);
});

test('too few blocks, or none with a request, decide nothing', () => {
  for (const series of [
    { a: blocks(0, 0, 0, 0, 0), b: blocks(99, 99, 99, 99, 99) },
    { a: [], b: [] },
    { a: blocks(0, 0, 0, 0, 0, 0), b: Array.from({ length: 6 }, () => block(0, 0)) },
  ]) {
    for (const both of [pairedShareDifference(series, 1), unpairedShareDifference(series)]) {
      assert.deepEqual(both.ci95, [-1, 1]);
      assert.equal(both.p, 1);
    }
  }
});

test('the same seed gives the same p', () => {
  const series = { a: blocks(1, 2, 0, 4, 1, 3, 2), b: blocks(2, 3, 2, 3, 4, 3, 5) };
  assert.deepEqual(pairedShareDifference(series, 8), pairedShareDifference(series, 8));
});

test('equal shares that wander together are called different in at most 5 % of 400 comparisons', () => {
  const random = seededRandom(77);
  const draw = (share: number): Block => {
    let failed = 0;
    for (let request = 0; request < 50; request += 1) if (random() < share) failed += 1;
    return block(50, failed);
  };
  let called = 0;
  let held = 0;
  for (let run = 0; run < 400; run += 1) {
    const shares = Array.from({ length: 14 }, () => random() ** 4 * 0.4);
    const series = { a: shares.map(draw), b: shares.map(draw) };
    const { p, ci95 } = pairedShareDifference(series, run);
    if (p < 0.05) called += 1;
    if (ci95[0] <= 0 && 0 <= ci95[1]) held += 1;
  }
  assert.ok(called <= 20, `${called} called different`);
  assert.ok(called > 0, 'a test that never finds anything would pass as well');
  assert.ok(held >= 0.93 * 400, `${held} held`);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { Histogram } from '../../http/histogram.ts';
import type { Block } from '../comparison.ts';
import { groupEach, groupPairs, mergeBlocks, type Need } from './block-groups.ts';

/** Block i starts at i * 200 ms, and its requests took i + 1 ms. */
function blocks(totals: readonly number[]): readonly Block[] {
  return totals.map((total, index) => {
    const latency = new Histogram();
    for (let request = 0; request < total; request += 1) latency.record((index + 1) * 1000);
    return { startMs: index * 200, lengthMs: 200, total, failed: index % 2, latency };
  });
}

function needOf(requestsMin: number): Need {
  return {
    countOf: ({ latency }) => latency.count,
    isEnough: (a, b) => Math.min(a, b) >= requestsMin,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0);
}

function totalsOf(merged: readonly Block[]): readonly number[] {
  return merged.map(({ total }) => total);
}

test('pairs are merged until both sides have enough; the rest goes to the last', () => {
  const { a, b } = groupPairs(
    { a: blocks([5, 5, 10, 3, 9, 1]), b: blocks([10, 1, 10, 9, 9, 1]) },
    needOf(10),
  );
  assert.deepEqual(totalsOf(a), [10, 10, 13]);
  assert.deepEqual(totalsOf(b), [11, 10, 19]);
});

test('blocks that have enough stay as they are', () => {
  const series = { a: blocks([10, 11]), b: blocks([12, 13]) };
  const merged = groupPairs(series, needOf(10));
  assert.equal(merged.a[0], series.a[0]);
  assert.deepEqual(totalsOf(merged.b), [12, 13]);
});

test('without enough in all, there is one pair; without blocks none', () => {
  const { a, b } = groupPairs({ a: blocks([1, 2]), b: blocks([3, 4]) }, needOf(10));
  assert.deepEqual([totalsOf(a), totalsOf(b)], [[3], [7]]);
  assert.deepEqual(groupPairs({ a: [], b: [] }, needOf(10)), { a: [], b: [] });
});

test('a block without a partner is left out', () => {
  const { a, b } = groupPairs({ a: blocks([10, 10, 10]), b: blocks([10, 10]) }, needOf(1));
  assert.deepEqual([a.length, b.length], [2, 2]);
});

test('sides that do not belong together are merged each by itself', () => {
  const { a, b } = groupEach({ a: blocks([5, 5, 10]), b: blocks([10, 10, 10]) }, needOf(10));
  assert.deepEqual(
    [totalsOf(a), totalsOf(b)],
    [
      [10, 10],
      [10, 10, 10],
    ],
  );
});

test('a merged block holds all of its parts', () => {
  const merged = mergeBlocks(blocks([2, 3, 4]));
  assert.deepEqual([merged.startMs, merged.lengthMs, merged.total, merged.failed], [0, 600, 9, 1]);
  assert.equal(merged.latency.count, 9);
  assert.equal(merged.latency.meanUs, (2 * 1000 + 3 * 2000 + 4 * 3000) / 9);
});

test('nothing is lost, and no group but a single one has too little', () => {
  const totals = fc.array(fc.nat(20), { maxLength: 30 });
  fc.assert(
    fc.property(totals, totals, fc.integer({ min: 1, max: 40 }), (left, right, min) => {
      const pairs = Math.min(left.length, right.length);
      const { a, b } = groupPairs({ a: blocks(left), b: blocks(right) }, needOf(min));
      assert.equal(sum(totalsOf(a)), sum(left.slice(0, pairs)));
      assert.equal(sum(totalsOf(b)), sum(right.slice(0, pairs)));
      assert.ok(a.length === 1 || [...totalsOf(a), ...totalsOf(b)].every((total) => total >= min));
    }),
  );
});

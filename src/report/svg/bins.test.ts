import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { binEdges, coarseBins, type Bin } from './bins.ts';

test('what lies across an edge is shared out by width', () => {
  const bins = coarseBins(
    [
      { from: 1, to: 4, count: 9 },
      { from: 4, to: 5, count: 2 },
    ],
    [1, 3, 5],
  );
  assert.deepEqual(bins, [
    { from: 1, to: 3, count: 6 },
    { from: 3, to: 5, count: 5 },
  ]);
});

test('nothing is lost, bins touch, and they cover all', () => {
  const widths = fc.array(fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.nat(1e6)), {
    minLength: 1,
  });
  fc.assert(
    fc.property(widths, fc.integer({ min: 1, max: 60 }), (parts, max) => {
      const fine: Bin[] = [];
      for (const [width, count] of parts) {
        const from = fine.at(-1)?.to ?? 1;
        fine.push({ from, to: from + width, count });
      }
      const end = fine.at(-1)?.to ?? 1;
      const bins = coarseBins(fine, binEdges(1, end, max));
      assert.ok(Math.abs(sum(bins) - sum(fine)) <= 1e-6 * (1 + sum(fine)));
      assert.equal(bins.length, max);
      assert.ok(bins.every(({ from }, index) => index === 0 || from === bins[index - 1]?.to));
      assert.equal(bins.at(-1)?.to, end);
    }),
  );
});

test('without values all bins are empty', () => {
  assert.equal(sum(coarseBins([], [1, 2, 3])), 0);
});

test('edges are evenly apart, by ratio over more than a decade', () => {
  assert.deepEqual(binEdges(2, 4, 2), [2, 3, 4]);
  assert.deepEqual(binEdges(1, 100, 2), [1, 10, 100]);
});

function sum(bins: readonly Bin[]): number {
  return bins.reduce((total, { count }) => total + count, 0);
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { backOffMs, peakOf, valueAt } from './pace.ts';

const stages = [
  { durationMs: 1000, from: 0, to: 50 },
  { durationMs: 2000, from: 50, to: 50 },
  { durationMs: 500, from: 50, to: 10 },
];

test('a shape is linear within its stages and goes on as it ends', () => {
  const at = [-5, 0, 500, 999.9, 1000, 2500, 3000, 3250, 3500, 99_999];
  const values = at.map((atMs) => valueAt(stages, atMs));
  const expected = [0, 0, 25, 49.995, 50, 50, 50, 30, 10, 10];
  for (const [place, value] of values.entries()) {
    assert.ok(
      Math.abs(value - (expected[place] ?? Number.NaN)) < 1e-9,
      `${at[place]} ms: ${value}`,
    );
  }
});

test('a jump between two stages is a jump', () => {
  const jump = [
    { durationMs: 100, from: 1, to: 1 },
    { durationMs: 100, from: 9, to: 9 },
  ];
  assert.deepEqual([valueAt(jump, 99.999), valueAt(jump, 100)], [1, 9]);
});

test('no stages, no load', () => {
  assert.deepEqual([valueAt([], 5), peakOf([])], [0, 0]);
});

test('the peak is the largest value there ever is', () => {
  assert.equal(peakOf(stages), 50);
  const value = fc.double({ min: 0, max: 1000, noNaN: true });
  const stage = fc.record({
    durationMs: fc.double({ min: 1, max: 99, noNaN: true }),
    from: value,
    to: value,
  });
  fc.assert(
    fc.property(
      fc.array(stage, { minLength: 1, maxLength: 5 }),
      fc.nat({ max: 600 }),
      (shape, at) => {
        assert.ok(valueAt(shape, at) <= peakOf(shape) + 1e-9);
      },
    ),
  );
});

test('the first fault is tried again at once, later ones wait longer, within bounds', () => {
  assert.deepEqual([0, 1].map(middle), [0, 0]);
  assert.deepEqual([2, 3, 4, 5].map(middle), [10, 20, 40, 80]);
  assert.deepEqual([9, 10, 99, 1e6].map(middle), [1000, 1000, 1000, 1000]);
  assert.equal(
    backOffMs(2, () => 0),
    5,
  );
  assert.ok(backOffMs(99, () => 0.999) < 1500);
});

function middle(faults: number): number {
  return backOffMs(faults, () => 0.5);
}

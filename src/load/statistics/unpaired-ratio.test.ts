import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normal } from '../../../test/support/simulated-blocks.ts';
import { type Random, seededRandom } from '../../base/random.ts';
import { effectiveSize } from './effective-size.ts';
import { unpairedRatio } from './unpaired-ratio.ts';

function close(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, not ${expected}`);
}

/** Neighbours correlate by `correlation` (a first-order autoregressive process), 10 % of spread. */
function series(length: number, correlation: number, random: Random): readonly number[] {
  let state = normal(random) / Math.sqrt(1 - correlation ** 2);
  return Array.from({ length }, () => {
    state = correlation * state + normal(random);
    return Math.exp(0.1 * state);
  });
}

test('the estimate is the median of all ratios', () => {
  // 2, 3, 4, 5 against 10 and 20: ratios 2, 2.5, 3.33, 4, 5, 6.67, 10 and 5.
  close(unpairedRatio([2, 3, 4, 5], [10, 20]).ratio, Math.sqrt(4 * 5), 1e-9);
});

test('a published estimate', () => {
  // Hollander and Wolfe, Nonparametric Statistical Methods, 1973, section 4.2: the permeability of membranes differs
  // by -0.305; differences there are logarithms of ratios here.
  const a = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46].map(Math.exp);
  const b = [1.15, 0.88, 0.9, 0.74, 1.21].map(Math.exp);
  close(Math.log(unpairedRatio(a, b).ratio), -0.305, 1e-9);
});

test('few values decide nothing', () => {
  const { ci95, p } = unpairedRatio([1, 2, 3], [10, 20, 30]);
  assert.deepEqual(ci95, [0, Infinity]);
  assert.equal(p, 1);
  assert.deepEqual(unpairedRatio([], [1]), { ratio: 1, ci95: [0, Infinity], p: 1 });
});

test('a series that only drifts is worth few values', () => {
  const drift = Array.from({ length: 50 }, (_, index) => index);
  assert.ok(effectiveSize(drift) < 5);
  const random = seededRandom(5);
  assert.ok(effectiveSize(series(400, 0, random)) > 300);
  const half = effectiveSize(series(2000, 0.5, random)) / 2000;
  close(half, 1 / 3, 0.06);
  assert.equal(effectiveSize([3, 3, 3]), 3);
});

for (const correlation of [0, 0.5]) {
  test(`where neighbours correlate by ${correlation}, the interval holds the truth in at least 93 %`, () => {
    const random = seededRandom(10 * correlation + 1);
    const runs = 400;
    let held = 0;
    let called = 0;
    for (let run = 0; run < runs; run += 1) {
      const a = series(20, correlation, random);
      const b = series(25, correlation, random);
      const { ci95, p } = unpairedRatio(
        a,
        b.map((value) => 1.1 * value),
      );
      if (ci95[0] <= 1.1 && 1.1 <= ci95[1]) held += 1;
      if (p < 0.05) called += 1;
    }
    assert.ok(held >= 0.93 * runs, `${held} of ${runs}`);
    assert.ok(called > 0, 'a test that never finds anything would pass as well');
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normal } from '../../../test/support/simulated-blocks.ts';
import { type Random, seededRandom } from '../../base/random.ts';
import { pairedRatio } from './paired-ratio.ts';

function close(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, not ${expected}`);
}

test('estimate and interval of a published example', () => {
  // Hollander and Wolfe, Nonparametric Statistical Methods, 1973, sections 3.2 and 3.3: -0.46, and 96 % from -0.786
  // to -0.010; differences there are logarithms of ratios here.
  const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3].map(Math.exp);
  const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29].map(Math.exp);
  const { ratio, ci95 } = pairedRatio(before, after);
  close(Math.log(ratio), -0.46, 0.0005);
  close(Math.log(ci95[0]), -0.786, 0.0005);
  close(Math.log(ci95[1]), -0.01, 0.0005);
});

test('a constant ratio is found as it is', () => {
  const a = [10, 12, 9, 14, 11, 13, 50, 10];
  const { ratio, ci95, p } = pairedRatio(
    a,
    a.map((value) => value * 1.25),
  );
  for (const value of [ratio, ...ci95]) close(value, 1.25, 1e-12);
  assert.equal(p, 2 / 256);
});

test('equal series have the ratio 1 and nothing else', () => {
  const a = [10, 12, 9, 14, 11, 13, 50];
  assert.deepEqual(pairedRatio(a, a), { ratio: 1, ci95: [1, 1], p: 1 });
});

test('exchanging the sides gives the reciprocal', () => {
  const a = [10, 12, 9, 14, 11, 13, 50];
  const b = [11, 12, 10, 13, 12, 15, 20];
  const forth = pairedRatio(a, b);
  const back = pairedRatio(b, a);
  close(back.ratio, 1 / forth.ratio, 1e-12);
  close(back.ci95[0], 1 / forth.ci95[1], 1e-12);
  close(back.p, forth.p, 1e-12);
});

test('fewer than 6 pairs decide nothing, however clear they are', () => {
  const { ratio, ci95, p } = pairedRatio([1, 2, 3, 4, 5], [2, 4, 6, 8, 10]);
  close(ratio, 2, 1e-12);
  assert.deepEqual(ci95, [0, Infinity]);
  assert.equal(p, 1);
  assert.deepEqual(pairedRatio([], []), { ratio: 1, ci95: [0, Infinity], p: 1 });
});

test('one stall does not move the estimate much', () => {
  const a = [10, 11, 10, 12, 10, 11, 10, 12, 10];
  const b = [10, 11, 10, 12, 9000, 11, 10, 12, 10];
  close(pairedRatio(a, b).ratio, 1, 0.05);
});

test('a side that does nothing at times has finite ratios', () => {
  const { ratio, ci95 } = pairedRatio([9, 9, 0, 9, 9, 9, 9], [9, 0, 0, 9, 9, 9, 9]);
  assert.equal(ratio, 1);
  assert.ok(ci95.every(Number.isFinite));
});

/** Symmetric, with heavy tails: one in ten is five times as wide. */
function noise(random: Random): number {
  return Math.exp(0.2 * normal(random) * (random() < 0.1 ? 5 : 1));
}

for (const pairs of [6, 13, 30]) {
  test(`of ${pairs} pairs, the interval of 95 % holds the truth in at least 93 %`, () => {
    const random = seededRandom(pairs);
    const runs = 1000;
    let held = 0;
    for (let run = 0; run < runs; run += 1) {
      const a = Array.from({ length: pairs }, () => Math.exp(normal(random)));
      const { ci95 } = pairedRatio(
        a,
        a.map((value) => 1.1 * value * noise(random)),
      );
      if (ci95[0] <= 1.1 && 1.1 <= ci95[1]) held += 1;
    }
    assert.ok(held >= 0.93 * runs, `${held} of ${runs}`);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normalBelow, t95, twoSidedP, z95 } from './normal.ts';

function close(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, not ${expected}`);
}

test('shares of the normal distribution are those of the tables', () => {
  // Abramowitz and Stegun, Handbook of Mathematical Functions, table 26.1.
  close(normalBelow(0), 0.5, 1e-15);
  close(normalBelow(1), 0.841344746068543, 1e-14);
  close(normalBelow(2.5), 0.993790334674224, 1e-14);
  close(normalBelow(-4), 3.16712418331199e-5, 1e-14);
});

test('both tails together, never beyond 0 and 1', () => {
  close(twoSidedP(z95), 0.05, 1e-7);
  close(twoSidedP(-z95), 0.05, 1e-7);
  assert.equal(twoSidedP(0), 1);
  assert.equal(twoSidedP(Infinity), 0);
  assert.ok(twoSidedP(7.9) >= 0);
});

test("Student's t is that of the tables within 1 % from 5 degrees on", () => {
  // Same, table 26.10.
  for (const [degrees, t] of [
    [5, 2.571],
    [10, 2.228],
    [30, 2.042],
    [120, 1.98],
  ] as const) {
    close(t95(degrees), t, t / 100);
  }
});

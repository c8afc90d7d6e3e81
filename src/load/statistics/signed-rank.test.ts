import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedRankCut, signedRankP } from './signed-rank.ts';

function close(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, not ${expected}`);
}

/** Differences 1 to n, of which those with the given sizes are positive. */
function differencesOf(count: number, positive: readonly number[]): readonly number[] {
  return Array.from({ length: count }, (_, index) =>
    positive.includes(index + 1) ? index + 1 : -(index + 1),
  );
}

/** p by its definition: all signs of the ranks, whatever their ties. */
function countedP(ranks: readonly number[], positive: number): number {
  const mean = ranks.reduce((sum, rank) => sum + rank, 0) / 2;
  let asFar = 0;
  for (let signs = 0; signs < 2 ** ranks.length; signs += 1) {
    const sum = ranks.reduce((total, rank, index) => total + ((signs >> index) & 1) * rank, 0);
    if (Math.abs(sum - mean) >= Math.abs(positive - mean)) asFar += 1;
  }
  return asFar / 2 ** ranks.length;
}

test('critical values are those of the published table', () => {
  // Two-sided 5 %: Wilcoxon and Wilcox, Some Rapid Approximate Statistical Procedures, 1964, table 2.
  const table = [0, 2, 3, 5, 8, 10, 13, 17, 21, 25, 29, 34, 40, 46, 52, 58, 65, 73, 81, 89];
  assert.deepEqual(
    table.map((_, index) => signedRankCut(index + 6)),
    table,
  );
  for (const size of [0, 1, 5]) assert.equal(signedRankCut(size), undefined);
});

test('beyond the exact distribution critical values stay those of the table', () => {
  // Same; the normal distribution is one off at most.
  for (const [size, critical] of [
    [26, 98],
    [30, 137],
    [40, 264],
    [50, 434],
  ] as const) {
    close(signedRankCut(size) ?? 0, critical, 1);
  }
});

test('p of a published example', () => {
  // Hollander and Wolfe, Nonparametric Statistical Methods, 1973, section 3.1: depression scale factors of nine
  // patients before and after therapy; T = 40, one-sided p 0.020.
  const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
  const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
  const differences = before.map((value, index) => value - (after[index] ?? 0));
  close(signedRankP(differences), 2 * 0.0195, 2 * 0.00005);
});

test('p from tables of the exact distribution', () => {
  // Same book, table A.4: P(T >= 19) = 0.047 for 6, P(T >= 44) = 0.053 for 10 differences.
  close(signedRankP(differencesOf(6, [6, 5, 4, 3, 1])), 2 * 0.047, 0.001);
  close(signedRankP(differencesOf(10, [10, 9, 8, 7, 6, 4])), 2 * 0.053, 0.001);
  assert.equal(signedRankP(differencesOf(6, [1, 2, 3, 4, 5, 6])), 2 / 64);
});

test('ties share their mean rank and the distribution that follows from it', () => {
  const differences = [1, 1, -1, 2, 2, 3, -4, 5];
  // Sizes 1 1 1 2 2 3 4 5 have the ranks 2 2 2 4.5 4.5 6 7 8.
  close(signedRankP(differences), countedP([2, 2, 2, 4.5, 4.5, 6, 7, 8], 27), 1e-12);
});

test('zeros keep their ranks from the others, and have no sign', () => {
  const differences = [0, 0, 1, 2, 3, -4, 5, 6];
  close(signedRankP(differences), countedP([3, 4, 5, 6, 7, 8], 27), 1e-12);
});

test('nothing but zeros is no difference', () => {
  assert.equal(signedRankP([0, 0, 0, 0, 0, 0, 0]), 1);
  assert.equal(signedRankP(Array.from({ length: 40 }, () => 0)), 1);
  assert.equal(signedRankP([]), 1);
});

test('the sign of all differences does not matter', () => {
  for (const differences of [
    [1, -2, 3, 4, 5, 5, 0, 9],
    Array.from({ length: 40 }, (_, index) => index - 12),
  ]) {
    assert.equal(signedRankP(differences), signedRankP(differences.map((value) => -value)));
  }
});

test('beyond 25 differences, p is close to the exact one', () => {
  // The exact p were computed with SciPy 1.17.
  const low = Array.from({ length: 13 }, (_, index) => index + 1);
  close(signedRankP(differencesOf(26, low)), 0.0312, 0.002);
  close(signedRankP(differencesOf(26, [...low, 14, 15, 16])), 0.3276, 0.006);
});

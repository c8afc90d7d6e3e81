import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rankSumCut, rankSumP } from './rank-sum.ts';

function close(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, not ${expected}`);
}

test('critical values are those of the published table', () => {
  // Two-sided 5 %: Siegel, Nonparametric Statistics for the Behavioral Sciences, 1956, table K (after Mann and Whitney,
  // and Auble).
  const table = [
    [4, 4, 0],
    [5, 5, 2],
    [5, 8, 6],
    [7, 10, 14],
    [8, 8, 13],
    [10, 10, 23],
    [12, 15, 49],
    [20, 20, 127],
  ] as const;
  for (const [a, b, critical] of table) {
    assert.equal(Math.round((rankSumCut({ a, b }) ?? -1) * a * b), critical, `${a}, ${b}`);
    assert.equal(rankSumCut({ a, b }), rankSumCut({ a: b, b: a }));
  }
});

test('too few values have no interval', () => {
  assert.equal(rankSumCut({ a: 3, b: 3 }), undefined);
  assert.equal(rankSumCut({ a: 1, b: 20 }), undefined);
  assert.equal(rankSumCut({ a: 1, b: 100 }), undefined);
  assert.equal(rankSumCut({ a: 0, b: 0 }), undefined);
});

test('p of a published example', () => {
  // Hollander and Wolfe, Nonparametric Statistical Methods, 1973, section 4.1: permeability constants of membranes,
  // W = 30 of b, one-sided p 0.127.
  const a = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
  const b = [1.15, 0.88, 0.9, 0.74, 1.21];
  const wins = b.flatMap((value) => a.filter((other) => value > other)).length;
  assert.equal(wins, 15);
  close(rankSumP(wins / 50, { a: 10, b: 5 }), 2 * 0.127, 0.001);
});

test('p from tables of the exact distribution', () => {
  // Mann and Whitney, On a test of whether one of two random variables is stochastically larger, 1947, table I.
  close(rankSumP(0, { a: 3, b: 3 }), 2 * 0.05, 1e-12);
  close(rankSumP(4 / 20, { a: 4, b: 5 }), 2 * 0.095, 0.001);
  close(rankSumP(13 / 64, { a: 8, b: 8 }), 2 * 0.025, 0.001);
  assert.equal(rankSumP(0.5, { a: 8, b: 8 }), 1);
});

test('both directions are alike', () => {
  for (const sizes of [
    { a: 8, b: 6 },
    { a: 40, b: 30 },
  ]) {
    close(rankSumP(0.2, sizes), rankSumP(0.8, sizes), 1e-12);
  }
});

test('the exact and the normal distribution meet', () => {
  close(rankSumP(0.3, { a: 25, b: 25 }), rankSumP(0.3, { a: 26, b: 25 }), 0.002);
  close(rankSumCut({ a: 25, b: 25 }) ?? 0, rankSumCut({ a: 26, b: 25 }) ?? 0, 0.005);
});

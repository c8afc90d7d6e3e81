import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '../comparison.ts';
import { judge, judgeAll } from './judge.ts';

const cases: readonly (readonly [
  what: string,
  ci95: readonly [number, number],
  p: number,
  latency: Verdict,
  throughput: Verdict,
])[] = [
  ['wholly within the margin', [0.99, 1.015], 0.3, 'equivalent', 'equivalent'],
  ['significant, but within the margin', [1.005, 1.015], 0.001, 'equivalent', 'equivalent'],
  ['exactly the margin', [1 / 1.02, 1.02], 0.3, 'equivalent', 'equivalent'],
  ['beyond the margin', [1.03, 1.06], 0.001, 'slower', 'faster'],
  ['above 1 and partly beyond the margin', [1.01, 1.06], 0.01, 'slower', 'faster'],
  ['above 1, but not significant among the others', [1.01, 1.06], 0.05, 'undecided', 'undecided'],
  ['below 1', [0.9, 0.95], 0.001, 'faster', 'slower'],
  ['across 1', [0.97, 1.06], 0.4, 'undecided', 'undecided'],
  ['no interval', [0, Infinity], 1, 'undecided', 'undecided'],
];

for (const [what, ci95, p, latency, throughput] of cases) {
  test(`${what}: ${latency} of latency, ${throughput} of throughput`, () => {
    assert.equal(judge({ kind: 'latency', ci95, p, margin: 0.02 }), latency);
    assert.equal(judge({ kind: 'throughput', ci95, p, margin: 0.02 }), throughput);
  });
}

function judged(low: number, high: number, p: number): Verdict {
  return judge({ kind: 'errors', ci95: [low, high], p, margin: 0.5 });
}

test('a share of failures is judged by one request in a thousand, whatever the margin', () => {
  assert.equal(judged(-0.0005, 0.0005, 1), 'equivalent');
  assert.equal(judged(0.002, 0.01, 0.01), 'slower');
  assert.equal(judged(-0.01, -0.002, 0.01), 'faster');
  assert.equal(judged(0.002, 0.01, 0.2), 'undecided');
  assert.equal(judged(-1, 1, 1), 'undecided');
});

test('one slower figure makes all slower; faster needs one and no slower one', () => {
  assert.equal(judgeAll(['equivalent', 'slower', 'faster'], 'equivalent'), 'slower');
  assert.equal(judgeAll(['undecided', 'faster'], 'undecided'), 'faster');
  assert.equal(judgeAll(['equivalent', 'undecided'], 'equivalent'), 'undecided');
  assert.equal(judgeAll(['equivalent', 'equivalent'], 'undecided'), 'equivalent');
});

test('failing more is worse however fast it is; failing less alone is not faster', () => {
  assert.equal(judgeAll(['faster', 'faster'], 'slower'), 'slower');
  assert.equal(judgeAll(['equivalent', 'equivalent'], 'faster'), 'equivalent');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../base/random.ts';
import { type StatementSample, windowsOf } from './samples.ts';
import { nonNegativeFit } from './statistics.ts';
import { type StatementPair, suspectPairs } from './suspect.ts';

/** What one request does: statements, each with calls and rows. */
type Request = (
  random: () => number,
) => Readonly<Record<string, readonly [calls: number, rows: number]>>;

const between = (random: () => number, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

const requests: Readonly<Record<string, Request>> = {
  users: (random) => {
    const rows = between(random, 3, 20);
    return { users: [1, rows], orders: [rows, rows * 4] };
  },
  // The same child as of another list.
  teams: (random) => {
    const rows = between(random, 2, 30);
    return { teams: [1, rows], members: [rows, rows] };
  },
  clubs: (random) => {
    const rows = between(random, 2, 12);
    return { clubs: [1, rows], members: [rows, rows] };
  },
  // One row, and a fixed number of statements.
  order: () => ({ order: [1, 1], items: [1, 5], customer: [1, 1] }),
  // As often as the rows of another list, by chance.
  session: () => ({ session: [11, 11] }),
  batched: (random) => ({ posts: [1, between(random, 5, 30)], authors: [1, 20] }),
};

const pairs: readonly StatementPair[] = [
  { parent: 'users', child: 'orders' },
  { parent: 'teams', child: 'members' },
  { parent: 'clubs', child: 'members' },
  { parent: 'posts', child: 'members' },
  { parent: 'order', child: 'items' },
  { parent: 'users', child: 'session' },
  { parent: 'posts', child: 'authors' },
  { parent: 'teams', child: 'orders' },
];

function simulate(seed: number, windows: number): readonly StatementSample[] {
  const random = seededRandom(seed);
  const totals = new Map<string, { calls: number; rows: number }>();
  const sample = (): StatementSample => ({
    counts: new Map([...totals].map(([id, count]) => [id, { ...count }])),
  });
  const samples = [sample()];
  for (let window = 0; window < windows; window += 1) {
    for (const request of Object.values(requests)) {
      for (let left = between(random, 0, 12); left > 0; left -= 1) {
        for (const [id, [calls, rows]] of Object.entries(request(random))) {
          const before = totals.get(id) ?? { calls: 0, rows: 0 };
          totals.set(id, { calls: before.calls + calls, rows: before.rows + rows });
        }
      }
    }
    samples.push(sample());
  }
  return samples;
}

test('of simulated loads, the true ones are found and nothing else', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const found = suspectPairs(windowsOf(simulate(seed, 72)), pairs);
    const names = found.map(({ parent, child }) => `${parent} ${child}`).toSorted();
    assert.deepEqual(names, ['clubs members', 'teams members', 'users orders'], `seed ${seed}`);
    for (const { callsPerRow, correlation } of found) {
      assert.ok(Math.abs(callsPerRow - 1) < 0.1 && correlation > 0.95);
    }
    assert.deepEqual(
      found.filter(({ isShared }) => isShared).map(({ child }) => child),
      ['members', 'members'],
    );
  }
});

test('few windows tell nothing', () => {
  assert.deepEqual(suspectPairs(windowsOf(simulate(1, 19)), pairs), []);
});

test('an even load tells nothing', () => {
  const samples = Array.from({ length: 60 }, (_, index) => ({
    counts: new Map([
      ['users', { calls: index * 10, rows: index * 100 }],
      ['session', { calls: index * 100, rows: index * 100 }],
    ]),
  }));
  assert.deepEqual(suspectPairs(windowsOf(samples), [{ parent: 'users', child: 'session' }]), []);
});

test('windows in which counters were reset are left out', () => {
  const counts = [10, 20, 5, 9].map((calls) => ({
    counts: new Map([['a', { calls, rows: calls }]]),
  }));
  const { count, resets, series } = windowsOf(counts);
  assert.deepEqual([count, resets, series.get('a')?.calls], [2, 1, [10, 4]]);
});

test('coefficients are found, and never below zero', () => {
  const [a, b] = [
    [1, 2, 3, 4],
    [4, 1, 0, 2],
  ];
  const fit = nonNegativeFit([a, b], [9, 4, 3, 8]);
  assert.deepEqual(
    fit.coefficients.map((each) => Math.round(each * 1000) / 1000),
    [1, 2],
  );
  assert.deepEqual(nonNegativeFit([a], [-1, -2, -3, -4]).coefficients, [0]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom, type Random } from '../../base/random.ts';
import { selectIndexes, type SelectionProblem } from './select.ts';

/** A plan: what a statement costs where all of these indexes are there. */
interface Plan {
  readonly needs: readonly number[];
  readonly cost: number;
}

interface Case {
  readonly sizes: readonly number[];
  readonly statements: readonly (readonly Plan[])[];
  readonly budget: number;
}

const INDEXES = 11;

/** As in the published tables of what-if costs: statements with plans by single indexes and by pairs, sizes over three powers of ten. */
function randomCase(random: Random): Case {
  const upTo = (max: number): number => Math.floor(random() * max);
  const sizes = Array.from({ length: INDEXES }, () => Math.ceil(10 ** (random() * 3)));
  const statements = Array.from({ length: 8 }, () => {
    const base = Math.ceil(10 ** (1 + random() * 3));
    const plans = Array.from({ length: 1 + upTo(6) }, () => ({
      needs: [...new Set(Array.from({ length: 1 + upTo(2) }, () => upTo(INDEXES)))],
      cost: base * (0.01 + random() * 0.95),
    }));
    return [{ needs: [], cost: base }, ...plans];
  });
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return { sizes, statements, budget: Math.ceil(all * (0.05 + random() * 0.5)) };
}

function costOf(plans: readonly Plan[], has: (index: number) => boolean): number {
  return Math.min(...plans.filter(({ needs }) => needs.every(has)).map(({ cost }) => cost));
}

/** By trying all subsets. */
function optimum({ sizes, statements, budget }: Case): number {
  let best = Infinity;
  for (let set = 0; set < 1 << INDEXES; set += 1) {
    const has = (index: number): boolean => (set & (1 << index)) !== 0;
    const size = sizes.reduce((sum, each, index) => sum + (has(index) ? each : 0), 0);
    if (size > budget) continue;
    best = Math.min(
      best,
      statements.reduce((sum, plans) => sum + costOf(plans, has), 0),
    );
  }
  return best;
}

function problemOf({ sizes, statements, budget }: Case): SelectionProblem {
  return {
    indexes: sizes.map((bytes, id) => ({ id: String(id), bytes, upkeepMs: 0, table: 't' })),
    statements: statements.length,
    cost: (number, ids) =>
      Promise.resolve(costOf(statements[number] ?? [], (index) => ids.has(String(index)))),
    affected: (id) =>
      statements.flatMap((plans, number) =>
        plans.some(({ needs }) => needs.includes(Number(id))) ? [number] : [],
      ),
    bundles: statements.flatMap((plans) => plans.map(({ needs }) => new Set(needs.map(String)))),
    objective: (costs) => Math.log(costs.reduce((sum, cost) => sum + cost, 0)),
    budgetBytes: budget,
    byteWorth: 0,
    gainMin: 0,
  };
}

const total = (costs: readonly number[]): number => costs.reduce((sum, cost) => sum + cost, 0);

test('what is chosen is within a point of the best there is, in the mean over 60 problems', async () => {
  let gap = 0;
  let worst = 0;
  const cases = 60;
  for (let seed = 0; seed < cases; seed += 1) {
    const one = randomCase(seededRandom(seed));
    const none = total(one.statements.map((plans) => costOf(plans, () => false)));
    const chosen = await selectIndexes(problemOf(one));
    assert.ok(chosen.bytes <= one.budget);
    const points = ((total(chosen.costs) - optimum(one)) / none) * 100;
    assert.ok(points > -1e-9);
    gap += points / cases;
    worst = Math.max(worst, points);
  }
  assert.ok(gap < 0.1, `${gap} points`);
  assert.ok(worst < 3, `${worst} points`);
});

test('one large index that decides is found, although many small ones give more for their room', async () => {
  const small = Array.from({ length: 10 }, (_, index) => index);
  const one: Case = {
    sizes: [...small.map(() => 10), 95],
    statements: [
      [
        { needs: [], cost: 1000 },
        ...small.map((index) => ({ needs: [index], cost: 900 })),
        { needs: [10], cost: 10 },
      ],
    ],
    budget: 100,
  };
  const { ids } = await selectIndexes(problemOf(one));
  assert.deepEqual(ids, new Set(['10']));
});

test('nothing is chosen that brings nothing, and no more than is allowed', async () => {
  const one: Case = {
    sizes: [10, 10, 10],
    statements: [
      [
        { needs: [], cost: 100 },
        { needs: [0], cost: 10 },
        { needs: [1], cost: 10 },
      ],
      [
        { needs: [], cost: 50 },
        { needs: [2], cost: 20 },
      ],
    ],
    budget: 1000,
  };
  const free = await selectIndexes(problemOf(one));
  assert.equal(free.ids.size, 2);
  assert.ok(free.ids.has('2'));
  const limited = await selectIndexes({ ...problemOf(one), maxIndexes: 1 });
  assert.equal(limited.ids.size, 1);
  assert.equal(limited.ids.has('2'), false);
});

/** What the statements and the writes take. */
function allTime(costs: readonly number[], upkeepMs: number): number {
  return Math.log(total(costs) + upkeepMs);
}

test('an index has to be worth its room and its upkeep', async () => {
  const one: Case = {
    sizes: [100],
    statements: [
      [
        { needs: [], cost: 100 },
        { needs: [0], cost: 90 },
      ],
    ],
    budget: 1000,
  };
  const { budgetBytes, ...open } = problemOf(one);
  assert.equal(budgetBytes, 1000);
  const worth = Math.log(100 / 90) / 100;
  assert.equal((await selectIndexes({ ...open, byteWorth: worth * 0.9 })).ids.size, 1);
  assert.equal((await selectIndexes({ ...open, byteWorth: worth * 1.1 })).ids.size, 0);
  const upkeep = open.indexes.map((index) => ({ ...index, upkeepMs: 20 }));
  const withUpkeep = await selectIndexes({ ...open, indexes: upkeep, objective: allTime });
  assert.equal(withUpkeep.ids.size, 0);
});

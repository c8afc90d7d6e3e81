import type { Maker } from './piece.ts';
import type { Pick } from './pick.ts';
import { anyCondition, anyExpression } from './values.ts';

/** Each may be on those before. */
const order = ['v1', 'v2', 'mv1', 'v3', 'extra.v4', 'mv2'] as const;

const views: Maker = {
  phase: 75,
  weight: 20,
  base: 0.4,
  slots: order,
  make: (name, pick) => {
    const word = name.startsWith('mv') ? 'MATERIALIZED VIEW' : 'VIEW';
    const options =
      word === 'VIEW'
        ? pick.of(['', '', '', ' WITH (security_barrier)', ' WITH (security_invoker = true)'])
        : pick.of(['', '', ' WITH (fillfactor = 80)']);
    return `CREATE ${word} ${name}${options} AS ${query(name, pick)}`;
  },
};

function query(name: string, pick: Pick): string {
  const before = order.slice(
    0,
    order.findIndex((each) => each === name),
  );
  const from = pick.of([
    't1',
    't1',
    't2',
    't3',
    '"T 4"',
    'extra.t5',
    'p1',
    'p1a',
    ...before,
    ...before,
  ]);
  return pick.of([
    `SELECT * FROM ${from}`,
    `SELECT id, a FROM ${from}`,
    `SELECT id, b FROM ${from}`,
    `SELECT id, ${anyExpression(pick)} AS x FROM ${from}`,
    `SELECT id, c FROM ${from} WHERE ${anyCondition(pick)}`,
    `SELECT a, count(*) AS n, max(id) AS id FROM ${from} GROUP BY a`,
    `SELECT x.id, y.a FROM ${from} x JOIN t2 y ON x.id = y.id`,
    `SELECT f1(id) AS id, f2() AS b FROM ${from}`,
    `SELECT id, a FROM ${from} UNION ALL SELECT id, a FROM t3`,
    `SELECT id, row_number() OVER (ORDER BY a) AS a FROM ${from}`,
    `SELECT t1 AS whole, id FROM t1`,
    // All columns, because of the key.
    `SELECT id, a, b FROM t1 GROUP BY id`,
    `WITH q AS (SELECT id FROM ${from}) SELECT id, 'one'::e1 AS c FROM q`,
  ]);
}

const viewIndexes: Maker = {
  phase: 76,
  weight: 3,
  slots: ['mv1', 'mv2'],
  make: (name, pick) =>
    `CREATE ${pick.maybe(0.3, 'UNIQUE ')}INDEX ${name}_i ON ${name} (${pick.of(['id', 'a', 'b', 'id, a'])})`,
};

const viewDefaults: Maker = {
  phase: 77,
  weight: 1,
  slots: ['v1'],
  make: (name) => `ALTER VIEW ${name} ALTER COLUMN a SET DEFAULT 1`,
};

export const viewMakers: readonly Maker[] = [views, viewIndexes, viewDefaults];

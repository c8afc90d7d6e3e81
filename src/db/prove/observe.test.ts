import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openShadow } from '../../postgres/shadow/open-shadow.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import type { ObservedStep, Step } from '../step.ts';
import { observeSteps, StepFailure } from './observe.ts';

let shadow: Shadow;
before(async () => {
  shadow = await openShadow({ major: 18, user: 'postgres' });
});
after(async () => {
  await shadow[Symbol.asyncDispose]();
});

const schema = `
  CREATE TABLE t (id int PRIMARY KEY, v text, c int);
  CREATE INDEX t_v ON t (v);
  CREATE TABLE u (id int PRIMARY KEY, t int);
  CREATE VIEW w AS SELECT v FROM t;`;

/** `SQL`, or `-- alone` and SQL for what cannot be in a transaction; a transaction each, unless they are in a list. */
async function observe(
  ...transactions: readonly (string | readonly string[])[]
): Promise<readonly ObservedStep[]> {
  await using database = await shadow.createDatabase();
  await database.session.execute(schema);
  const steps = transactions.flatMap((each, transaction): readonly Step[] =>
    (typeof each === 'string' ? [each] : each).map((sql) => ({
      sql: sql.replace('-- alone ', ''),
      transactional: !sql.startsWith('-- alone '),
      transaction,
    })),
  );
  return await observeSteps(database.session, steps);
}

interface Case {
  readonly sql: string;
  /** `MODE table`. */
  readonly locks: readonly string[];
  readonly rewritten?: readonly string[];
  readonly scanned?: readonly string[];
}

const cases: readonly Case[] = [
  { sql: 'ALTER TABLE t ADD COLUMN d int DEFAULT 5', locks: ['ACCESS EXCLUSIVE public.t'] },
  {
    sql: 'ALTER TABLE t ADD COLUMN d timestamptz DEFAULT clock_timestamp()',
    locks: ['ACCESS EXCLUSIVE public.t'],
    rewritten: ['public.t', 'public.t_pkey', 'public.t_v'],
    scanned: ['public.t'],
  },
  {
    sql: 'ALTER TABLE t ALTER c TYPE bigint',
    locks: ['ACCESS EXCLUSIVE public.t'],
    rewritten: ['public.t', 'public.t_pkey', 'public.t_v'],
    scanned: ['public.t'],
  },
  {
    sql: 'ALTER TABLE t ALTER c SET NOT NULL',
    locks: ['ACCESS EXCLUSIVE public.t'],
    scanned: ['public.t'],
  },
  { sql: 'ALTER TABLE t ADD CHECK (c > 0) NOT VALID', locks: ['ACCESS EXCLUSIVE public.t'] },
  {
    sql: 'ALTER TABLE u ADD FOREIGN KEY (t) REFERENCES t NOT VALID',
    locks: ['SHARE ROW EXCLUSIVE public.t', 'SHARE ROW EXCLUSIVE public.u'],
  },
  { sql: 'CREATE INDEX ON t (c)', locks: ['SHARE public.t'], scanned: ['public.t'] },
  {
    sql: '-- alone CREATE INDEX CONCURRENTLY ON t (c)',
    locks: ['SHARE UPDATE EXCLUSIVE public.t'],
    scanned: ['public.t'],
  },
  { sql: '-- alone DROP INDEX CONCURRENTLY t_v', locks: ['SHARE UPDATE EXCLUSIVE public.t'] },
  {
    sql: '-- alone REINDEX INDEX CONCURRENTLY t_v',
    locks: ['SHARE UPDATE EXCLUSIVE public.t'],
    rewritten: ['public.t_v'],
    scanned: ['public.t'],
  },
  {
    sql: '-- alone VACUUM FULL t',
    locks: ['ACCESS EXCLUSIVE public.t'],
    rewritten: ['public.t', 'public.t_pkey', 'public.t_v'],
  },
  { sql: 'DROP VIEW w', locks: ['ACCESS EXCLUSIVE public.w'] },
  { sql: 'UPDATE t SET c = 1', locks: ['ROW EXCLUSIVE public.t'], scanned: ['public.t'] },
  { sql: 'CREATE TABLE fresh (id int)', locks: [] },
];

for (const { sql, locks, rewritten = [], scanned = [] } of cases) {
  test(sql, async () => {
    const [seen] = await observe(sql);
    assert.ok(seen);
    const { observation } = seen;
    assert.deepEqual(
      observation.locks.map(({ mode, table }) => `${mode} ${table}`).toSorted(),
      locks,
    );
    assert.deepEqual(observation.rewritten.toSorted(), rewritten);
    assert.deepEqual(observation.scanned, scanned);
  });
}

test('what a transaction makes itself is of no interest, until it is committed', async () => {
  const seen = await observe(
    [
      'CREATE TABLE n (id int)',
      'ALTER TABLE n ALTER id TYPE bigint',
      'ALTER TABLE n ADD CHECK (id > 0)',
    ],
    'ALTER TABLE n ADD COLUMN c int',
  );
  assert.deepEqual(
    seen.map(({ observation }) => observation.locks.length),
    [0, 0, 0, 1],
  );
  assert.deepEqual(
    seen.flatMap(({ observation }) => observation.rewritten),
    [],
  );
});

test('a lock that the transaction has already counts for the steps that name its table', async () => {
  const seen = await observe([
    'ALTER TABLE t ADD COLUMN d int',
    'ALTER TABLE t ADD COLUMN e int',
    'ALTER TABLE u ADD COLUMN t2 int',
    'CREATE VIEW x AS SELECT id FROM t',
  ]);
  assert.deepEqual(
    seen.map(({ observation }) => observation.locks.map(({ table }) => table)),
    [['public.t'], ['public.t'], ['public.u'], []],
  );
});

test('scans are those of the step, not of the transactions before', async () => {
  const seen = await observe('UPDATE t SET c = 1', 'ALTER TABLE t ADD COLUMN d int', [
    'ALTER TABLE t ALTER c SET NOT NULL',
    'ALTER TABLE t ADD COLUMN e int',
  ]);
  assert.deepEqual(
    seen.map(({ observation }) => observation.scanned.length),
    [1, 0, 1, 0],
  );
});

test('a step that is refused is named, and its transaction is taken back', async () => {
  await using database = await shadow.createDatabase();
  const { session } = database;
  const steps = ['CREATE TABLE a (id int)', 'CREATE TABLE b (id int)', 'CREATE TABLE b (id int)'];
  const failure = observeSteps(
    session,
    steps.map((sql, at) => ({ sql, transactional: true, transaction: Math.min(at, 1) })),
  );
  await assert.rejects(failure, (error) => {
    assert.ok(error instanceof StepFailure);
    return error.index === 2 && /already exists/.test(error.message);
  });
  const rows = await session.query(
    `SELECT to_regclass('a') IS NOT NULL AS a, to_regclass('b') AS b`,
  );
  assert.deepEqual(rows, [{ a: true, b: null }]);
});

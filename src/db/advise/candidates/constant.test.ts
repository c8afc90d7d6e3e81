import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readCatalog } from '../../../postgres/catalog/read.ts';
import { openShadow } from '../../../postgres/shadow/open-shadow.ts';
import type { Shadow, ShadowDatabase } from '../../../postgres/shadow/shadow.ts';
import { readStatistics } from '../../../postgres/statistics/read-statistics.ts';
import { candidateSql } from '../../../postgres/what-if/candidate.ts';
import type { WhatIf } from '../../../postgres/what-if/what-if.ts';
import type { WorkloadSample } from '../../workload/workload.ts';
import { expressionReader } from '../expression.ts';
import { openWhatIf } from '../open-what-if.ts';
import { readStatements, type ReadStatements } from '../read-statements.ts';
import { readTables } from '../tables.ts';

const schema = `
  CREATE TYPE kind AS ENUM ('normal', 'rush');
  CREATE TABLE jobs (id int PRIMARY KEY, owner_id int NOT NULL, status varchar(20) NOT NULL, kind kind NOT NULL, done boolean NOT NULL, code int NOT NULL);
  INSERT INTO jobs SELECT i, i % 4000, CASE WHEN i % 100 = 0 THEN 'pending' WHEN i % 100 = 1 THEN 'it''s' ELSE 'done' END,
    (CASE WHEN i % 100 = 2 THEN 'rush' ELSE 'normal' END)::kind, i % 100 <> 3, i % 9 + CASE WHEN i % 500 = 0 THEN 10 ELSE 0 END
  FROM generate_series(1, 40000) i;
  VACUUM ANALYZE`;

let shadow: Shadow;
let live: ShadowDatabase;
let whatIf: WhatIf;
let read: (text: string, samples: readonly WorkloadSample[]) => Promise<ReadStatements>;

before(async () => {
  shadow = await openShadow({ major: 18, user: 'postgres' });
  live = await shadow.createDatabase();
  const { session } = live;
  for (const statement of schema.split(';\n')) await session.execute(statement);
  const catalog = await readCatalog(session);
  const statistics = await readStatistics(session, ['public.jobs']);
  whatIf = await openWhatIf({ session, catalog, statistics, shadow });
  const means = {
    whatIf,
    statistics,
    tables: await readTables(whatIf, statistics),
    reader: await expressionReader(),
  };
  read = async (text, samples) => {
    const calls = samples.reduce((sum, each) => sum + each.calls, 0);
    const found = await readStatements(
      [{ id: '1', text, calls, totalMs: 100, rows: 0, areRowsKnown: false, samples }],
      means,
    );
    assert.deepEqual(found.unplanned, []);
    return found;
  };
});
after(async () => {
  await whatIf[Symbol.asyncDispose]();
  await live[Symbol.asyncDispose]();
  await shadow[Symbol.asyncDispose]();
});

/** Calls with these conditions and owners of all kinds. */
async function limitsFor(condition: string, ...constants: readonly string[]): Promise<Set<string>> {
  const samples = constants.map((constant, place) => ({
    sql: `SELECT id FROM jobs WHERE ${condition} ${constant} AND owner_id = ${place}`,
    calls: 20,
  }));
  const found = await read(`SELECT id FROM jobs WHERE ${condition} $1 AND owner_id = $2`, samples);
  const limited = found.candidates.filter(({ where }) => where !== undefined);
  for (const each of limited) assert.match(candidateSql(each), /^ON public\.jobs \(owner_id\)/);
  return new Set(limited.flatMap(({ where }) => where ?? []));
}

const cases: readonly (readonly [
  condition: string,
  constants: readonly string[],
  limit: string,
])[] = [
  ['status =', ["'pending'", "'pending'"], "status = 'pending'"],
  ['status =', ["'it''s'"], "status = 'it''s'"],
  ['kind =', ["'rush'"], "kind = 'rush'"],
  ['done =', ['false', "'f'"], 'NOT (done)'],
  ['code =', ['10', '10'], 'code = 10'],
];

for (const [condition, constants, limit] of cases) {
  test(`an index may be limited to ${limit}, which few rows have and all calls ask for`, async () => {
    assert.deepEqual(await limitsFor(condition, ...constants), new Set([limit]));
  });
}

const others: readonly (readonly [why: string, condition: string, constants: readonly string[]])[] =
  [
    ['another call asks for another one', 'status =', ["'pending'", "'done'"]],
    ['most rows have it', 'status =', ["'done'"]],
    ['there are too many of the kind', 'id =', ['7']],
    ['it is no equality', 'status <', ["'pending'"]],
  ];

for (const [why, condition, constants] of others) {
  test(`a constant limits nothing where ${why}`, async () => {
    assert.deepEqual(await limitsFor(condition, ...constants), new Set());
  });
}

test('a single call says nothing of others', async () => {
  const only = "SELECT id FROM jobs WHERE status = 'pending' AND owner_id = 7";
  const text = 'SELECT id FROM jobs WHERE status = $1 AND owner_id = $2';
  const { candidates } = await read(text, [{ sql: only, calls: 1 }]);
  assert.ok(candidates.every(({ where }) => where === undefined));
});

const sql = (owner: number): string => `SELECT id FROM jobs WHERE owner_id = ${owner}`;

test('calls are planned as they were, by how often; those that cannot be planned have no say', async () => {
  const { planned } = await read('SELECT id FROM jobs WHERE owner_id = $1', [
    { sql: sql(1), calls: 30 },
    { sql: sql(2), calls: 10 },
    { sql: "SELECT id FROM jobs WHERE owner_id = 'x'", calls: 60 },
  ]);
  assert.deepEqual(planned[0]?.instances, [
    { sql: sql(1), weight: 0.75 },
    { sql: sql(2), weight: 0.25 },
  ]);
});

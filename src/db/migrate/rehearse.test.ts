import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fillSql } from '../compare/backfill/fill-sql.ts';
import { plainStyle } from '../../report/style.ts';
import { openShadow } from '../../postgres/shadow/open-shadow.ts';
import type { Shadow, ShadowDatabase } from '../../postgres/shadow/shadow.ts';
import type { Migration } from './migration.ts';
import { parseMigration } from './parse/parse-migration.ts';
import { rehearse, type Rehearsal } from './rehearse.ts';
import { walOf } from './rehearse/wal.ts';
import { rehearsalText } from './report/rehearsal.ts';

let shadow: Shadow;
let live: ShadowDatabase;
before(async () => {
  shadow = await openShadow({ major: 18, user: 'postgres' });
  // The database that is rehearsed for lies on the same server; it is only read.
  live = await shadow.createDatabase();
  await live.session.execute(`
    CREATE TABLE big (id int PRIMARY KEY, v int);
    INSERT INTO big SELECT n, n FROM generate_series(1, 200000) AS n;
    CREATE TABLE small (id int);
    CREATE TABLE parted (id int) PARTITION BY RANGE (id);
    CREATE TABLE part_1 PARTITION OF parted FOR VALUES FROM (0) TO (1000000);
    INSERT INTO parted SELECT generate_series(1, 100000);
    ANALYZE;`);
});
after(async () => {
  await live[Symbol.asyncDispose]();
  await shadow[Symbol.asyncDispose]();
});

async function rehearsed(text: string): Promise<Rehearsal> {
  return rehearse([await parsed(text)], live.session, shadow);
}

function parsed(text: string): Promise<Migration> {
  return parseMigration('1_x', { path: '1_x.sql', text });
}

test('each statement with what it locks, and the sizes of the database', async () => {
  const { statements, sizes } = await rehearsed(
    '-- trivet:transaction parts\nALTER TABLE big ADD COLUMN a int; ALTER TABLE big ALTER v TYPE bigint; CREATE INDEX CONCURRENTLY ON small (id);',
  );
  const [instant, rewrite, index] = statements;
  assert.deepEqual(instant?.observed?.observation.locks, [
    { table: 'public.big', mode: 'ACCESS EXCLUSIVE' },
  ]);
  assert.equal(instant?.estimatedMs, 0);
  assert.deepEqual(rewrite?.observed?.observation.rewritten.toSorted(), [
    'public.big',
    'public.big_pkey',
  ]);
  assert.ok(
    (rewrite?.estimatedMs ?? 0) > 10,
    `estimated ${rewrite?.estimatedMs} ms for 200,000 rows`,
  );
  assert.equal(index?.observed?.transactional, false);
  assert.equal(sizes.tables.get('public.big')?.rows, 200_000);
  assert.equal(sizes.tables.get('public.parted')?.rows, 100_000);
});

test('a lock is held to the end of its transaction', async () => {
  const { statements } = await rehearsed(
    'ALTER TABLE small ADD COLUMN a int; ALTER TABLE big ALTER v TYPE bigint;',
  );
  const [first, second] = statements;
  assert.equal(first?.estimatedMs, 0);
  assert.equal(first?.heldMs, second?.estimatedMs);
});

const fill = fillSql({ table: 'public.big', name: 'w', expression: 'v + 1', key: ['id'] });

test('how much a statement writes to the log is what it then does write', async () => {
  for (const sql of [
    'ALTER TABLE big ADD COLUMN w int',
    'CREATE INDEX big_v ON big (v)',
    'ALTER TABLE big ALTER v TYPE bigint',
    'REINDEX INDEX big_v',
    'ALTER TABLE big ADD CHECK (v > 0)',
    fill,
  ]) {
    await live.session.execute('ANALYZE big');
    const { statements } = await rehearsed(sql);
    const [statement] = statements;
    const really = await walOf(live.session, () => live.session.execute(sql));
    const { bytes = 0, source } = statement?.wal ?? {};
    const line = sql.split('\n', 1)[0];
    assert.equal(source, /ADD/.test(sql) ? 'shadow' : 'sizes', line);
    const slack = 30_000;
    assert.ok(
      bytes < really * 1.6 + slack && really < bytes * 1.6 + slack,
      `${line}: ${Math.round(bytes)} expected, ${Math.round(really)} written`,
    );
  }
});

test('a backfill says how long it takes in all', async () => {
  const rehearsal = await rehearsed(`-- trivet:transaction none\n${fill};`);
  const [statement] = rehearsal.statements;
  assert.ok((statement?.estimatedMs ?? 0) > 10, `estimated ${statement?.estimatedMs} ms`);
  const text = rehearsalText(rehearsal, plainStyle);
  assert.match(
    text,
    /ROW EXCLUSIVE on public\.big \(200,000 rows, .*: blocks changes of its schema/,
  );
  assert.match(
    text,
    /in batches, each a transaction of its own; .*\n +takes about .*\n +writes about .* of WAL, by the sizes/,
  );
});

test('for people', async () => {
  const rehearsal = await rehearsed(
    'ALTER TABLE small ADD COLUMN a int;\nUPDATE small SET a = 1;\n',
  );
  const [head, ...lines] = rehearsalText(rehearsal, plainStyle).split('\n');
  assert.equal(head, '1_x  (1_x.sql)');
  assert.deepEqual(lines.slice(0, 3), [
    '  1: ALTER TABLE small ADD COLUMN a int',
    '       ACCESS EXCLUSIVE on public.small (0 rows, 0 B): blocks reads and writes until it is done',
    '       takes an instant',
  ]);
  assert.match(lines[3] ?? '', /^ {7}writes \S+ k?B of WAL, as on the shadow$/);
  assert.match(
    lines.join('\n'),
    /takes as long as its rows need\n +writes as much WAL as its rows need/,
  );
  assert.match(
    lines.join('\n'),
    /Rehearsed on embedded PostgreSQL 18\.\d+: nothing was done in the database\./,
  );
});

test('what fails in the rehearsal is said with its place, and the database is as before', async () => {
  await assert.rejects(rehearsed('ALTER TABLE small ADD COLUMN z int;\nDROP TABLE nowhere;'), {
    code: 'SQL_FAILED',
    message: '1_x.sql:2:1: table "nowhere" does not exist',
    hint: /in the database nothing was done/,
  });
  const rows = await live.session.query(
    `SELECT FROM pg_attribute WHERE attrelid = 'small'::regclass AND attname = 'z'`,
  );
  assert.equal(rows.length, 0);
});

test('what concerns the whole server is not run', async () => {
  const { statements } = await rehearsed('CREATE DATABASE trivet_never; VACUUM small;');
  assert.deepEqual(
    statements.map(({ observed }) => observed !== undefined),
    [false, true],
  );
  const rows = await live.session.query(`SELECT FROM pg_database WHERE datname = 'trivet_never'`);
  assert.equal(rows.length, 0);
});

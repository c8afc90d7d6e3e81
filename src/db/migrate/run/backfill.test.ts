import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DatabaseServer,
  startDatabaseServer,
} from '../../../../test/support/database-server.ts';
import { migrationRun, type MigrationRun } from '../../../../test/support/migration-run.ts';
import { fillSql } from '../../compare/backfill/fill-sql.ts';

let server: DatabaseServer;
before(async () => {
  server = await startDatabaseServer();
});
after(async () => {
  await server[Symbol.asyncDispose]();
});

const fill = fillSql({ table: 'public.t', name: 'b', expression: 'a + 1', key: ['id'] });

async function tableOf(name: string, rows: number): Promise<MigrationRun> {
  await server.createDatabase(name);
  const run = migrationRun(server.url(name));
  await run.server('CREATE TABLE t (id int PRIMARY KEY, a int, b int)');
  await run.server(`INSERT INTO t SELECT n, n FROM generate_series(1, ${rows}) AS n`);
  await run.server('ANALYZE t');
  return run;
}

test('a row that somebody holds is waited for without keeping others from theirs', async () => {
  const run = await tableOf('held', 3000);
  await using holder = await server.connect('held');
  await holder.execute('BEGIN; UPDATE t SET a = a WHERE id = 1500');
  const migration = run.migrate({ '1_fill.sql': `${fill};` });
  await run.until('SELECT FROM t WHERE id = 1000 AND b = 1001');
  await using other = await server.connect('held');
  // Of the same batch as the row that is held, again and again for as long as it is.
  let slowestMs = 0;
  for (const since = performance.now(); performance.now() - since < 1500;) {
    const askedMs = performance.now();
    await other.execute('UPDATE t SET a = a WHERE id = 1100');
    slowestMs = Math.max(slowestMs, performance.now() - askedMs);
    await sleep(10);
  }
  await holder.execute('COMMIT');
  await migration;
  assert.deepEqual(await run.ask('SELECT FROM t WHERE b IS DISTINCT FROM a + 1'), []);
  assert.ok(slowestMs < 500, `another client waited for ${Math.round(slowestMs)} ms`);
  const told = run.events.flatMap((event) => (event.kind === 'running' ? [event.progress] : []));
  assert.ok(
    told.includes('public.t.b: 1000 of about 3000 rows, waiting for rows that others hold'),
    JSON.stringify(told),
  );
});

test('standbys are waited for', async () => {
  const run = await tableOf('lagging', 10_000);
  await using standby = await server.standby(1);
  assert.ok(standby);
  await run.until(`SELECT FROM pg_stat_replication WHERE state = 'streaming'`);
  await using session = await server.connect('lagging');
  await session.execute(`SET trivet.max_lag = '50 ms'`);
  await session.execute('CREATE TABLE other AS SELECT generate_series(1, 1000)');
  await run.until(`SELECT FROM pg_stat_replication WHERE replay_lag > interval '50 ms'`);
  const notices: string[] = [];
  await session.execute(fill, (message) => void notices.push(message));
  assert.match(
    notices.join('\n'),
    /^public\.t\.b: \d+ of about 10000 rows, waiting for a standby$/m,
  );
  assert.deepEqual(await run.ask('SELECT FROM t WHERE b IS NULL'), []);
});

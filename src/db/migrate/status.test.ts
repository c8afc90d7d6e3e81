import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type DatabaseServer, startDatabaseServer } from '../../../test/support/database-server.ts';
import { type Files, migrationRun } from '../../../test/support/migration-run.ts';
import { plainStyle } from '../../report/style.ts';
import { migrationFiles } from './files/migration-files.ts';
import { statusText } from './report/status-text.ts';
import { needsAttention, type Status, status } from './status.ts';

let server: DatabaseServer;
before(async () => {
  server = await startDatabaseServer();
});
after(async () => {
  await server[Symbol.asyncDispose]();
});

async function statusOf(database: string, files: Files, isWhole = true): Promise<Status> {
  await using session = await server.connect(database);
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  return await status(session, migrationFiles(texts), isWhole);
}

test('a database without a history has all to come, and is left as it is', async () => {
  await server.createDatabase('empty');
  const result = await statusOf('empty', { '1_a.sql': 'SELECT 1' });
  assert.equal(statusText(result, plainStyle), 'pending       1_a\n\n0 applied, 1 pending.\n');
  assert.equal(needsAttention(result), true);
  const db = migrationRun(server.url('empty'));
  assert.deepEqual(await db.ask(`SELECT to_regnamespace('trivet') AS trivet`), [{ trivet: null }]);
});

test('each migration with what there is to say of it', async () => {
  await server.createDatabase('mixed');
  const db = migrationRun(server.url('mixed'));
  const files = {
    '1_a.sql': 'CREATE TABLE a (id int)',
    '2_b.sql': 'CREATE TABLE b (id int)',
    '4_d.sql': '-- trivet:transaction parts\nCREATE TABLE d (id int); SELECT nothing;',
  };
  await assert.rejects(db.migrate(files));
  const { '1_a.sql': _, ...rest } = files;
  const result = await statusOf('mixed', {
    ...rest,
    '2_b.sql': 'CREATE TABLE b (id bigint)',
    '3_c.sql': 'SELECT 1',
  });
  const text = statusText(result, plainStyle).replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'TIME');
  assert.deepEqual(text.split('\n'), [
    'missing       1_a  (TIME, 1_a.sql)',
    'edited        2_b  (TIME)',
    'pending       3_c  (older than what is applied)',
    'unfinished    4_d  (interrupted, 1 part done)',
    '',
    '2 applied, 1 pending.',
    '',
  ]);
});

test('without files it tells what the history knows', async () => {
  await server.createDatabase('known');
  await migrationRun(server.url('known')).migrate({ '1_a.sql': 'SELECT 1' });
  const result = await statusOf('known', {}, false);
  assert.deepEqual(
    result.entries.map(({ name, state, missing }) => [name, state, missing]),
    [['1_a', 'applied', false]],
  );
  assert.equal(needsAttention(result), false);
});

test('what only Flyway can run is named', async () => {
  await server.createDatabase('flyway');
  const files = { 'V1__a.sql': 'SELECT 1', 'R__views.sql': '', 'B1__base.sql': '' };
  const result = await statusOf('flyway', files);
  assert.equal(
    statusText(result, plainStyle),
    'pending       V1__a\n\nLeft to Flyway, which runs them by other rules: R__views.sql, B1__base.sql.\n\n0 applied, 1 pending.\n',
  );
});

test('whoever is at work is named', async () => {
  await server.createDatabase('busy');
  const db = migrationRun(server.url('busy'));
  const migration = db.migrate({ '1_a.sql': 'SELECT pg_sleep(1)' });
  await db.until(
    `SELECT FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND datname = current_database()`,
  );
  assert.match((await statusOf('busy', {})).running ?? '', /SELECT pg_sleep/);
  await migration;
});

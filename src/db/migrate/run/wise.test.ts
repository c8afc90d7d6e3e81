import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type DatabaseServer,
  startDatabaseServer,
} from '../../../../test/support/database-server.ts';
import { migrationRun } from '../../../../test/support/migration-run.ts';

let server: DatabaseServer;
before(async () => {
  server = await startDatabaseServer(['max_prepared_transactions=2']);
});
after(async () => {
  await server[Symbol.asyncDispose]();
});

const files = { '1_t.sql': 'CREATE TABLE t (id int)' };

test('a standby that is far behind is a reason not to begin, unless a person says otherwise', async () => {
  await server.createDatabase('replicated');
  await using standby = await server.standby(20);
  assert.ok(standby);
  const db = migrationRun(server.url('replicated'));
  await db.server('CREATE TABLE traffic (id int)');
  await db.until(`SELECT FROM pg_stat_replication WHERE replay_lag > interval '300 ms'`);
  const settings = { maxLagMs: 200 };
  await assert.rejects(db.migrate(files, { settings }), {
    code: 'DATABASE_BUSY',
    message: /now is not the time: the standby "standby" is \S+ behind/,
    hint: /--force lag/,
  });
  await db.migrate(files, { settings: { ...settings, force: new Set(['lag']) } });
});

test('so is a prepared transaction that nobody ends', async () => {
  await server.createDatabase('prepared');
  const db = migrationRun(server.url('prepared'));
  await db.server('CREATE TABLE other (id int)');
  await using session = await server.connect('prepared');
  await session.execute(`BEGIN; INSERT INTO other VALUES (1); PREPARE TRANSACTION 'forgotten'`);
  await assert.rejects(db.migrate(files, { settings: { maxTransactionAgeMs: 0 } }), {
    code: 'DATABASE_BUSY',
    message: /the prepared transaction "forgotten" has been waiting/,
  });
  await session.execute(`ROLLBACK PREPARED 'forgotten'`);
});

test('between parts it waits for a better time, rather than to stop halfway', async () => {
  await server.createDatabase('halfway');
  const db = migrationRun(server.url('halfway'));
  await using session = await server.connect('halfway');
  const migration = db.migrate(
    { '1_t.sql': '-- trivet:transaction parts\nSELECT pg_sleep(0.5); SELECT 1;' },
    { settings: { maxTransactionAgeMs: 100 } },
  );
  await db.until(
    `SELECT FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND datname = current_database()`,
  );
  await session.execute('BEGIN; SELECT 1');
  await db.untilEvent('waiting-for-calm');
  await session.execute('COMMIT');
  assert.equal((await migration).applied.length, 1);
});

test('a user with few rights can migrate, and is told what was not checked', async () => {
  await server.createDatabase('modest');
  const url = server.url('modest').replace('postgres@', 'modest@');
  await using session = await server.connect('modest');
  await session.execute(
    `CREATE ROLE modest LOGIN; GRANT CREATE ON DATABASE modest TO modest; GRANT ALL ON SCHEMA public TO modest`,
  );
  const db = migrationRun(url);
  await db.migrate({ ...files, '2_i.sql': 'CREATE INDEX CONCURRENTLY i ON t (id)' });
  assert.match(db.notes.join('\n'), /cannot see other users’ transactions or replication lag/);
});

test('a user who may not make the history is told what to ask for', async () => {
  await server.createDatabase('denied');
  await using session = await server.connect('denied');
  await session.execute('CREATE ROLE denied LOGIN');
  const db = migrationRun(server.url('denied').replace('postgres@', 'denied@'));
  await assert.rejects(db.migrate(files), {
    code: 'DATABASE_DENIED',
    hint: /CREATE SCHEMA trivet/,
  });
});

test('whoever has no right to the history of another user is told whose it is', async () => {
  await server.createDatabase('foreign_history');
  await migrationRun(server.url('foreign_history')).migrate(files);
  await using session = await server.connect('foreign_history');
  await session.execute('CREATE ROLE other_user LOGIN');
  const url = server.url('foreign_history').replace('postgres@', 'other_user@');
  await assert.rejects(migrationRun(url).migrate(files), {
    code: 'DATABASE_DENIED',
    message: /^the history of migrations: permission denied for schema trivet/,
  });
  await session.execute(
    'GRANT USAGE ON SCHEMA trivet TO other_user; GRANT SELECT ON ALL TABLES IN SCHEMA trivet TO other_user',
  );
  await assert.rejects(migrationRun(url).migrate({ ...files, '2_u.sql': 'SELECT 1' }), {
    code: 'DATABASE_DENIED',
    message: /permission denied for table/,
  });
});

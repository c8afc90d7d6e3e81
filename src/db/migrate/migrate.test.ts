import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TrivetError } from '../../base/errors.ts';
import { type DatabaseServer, startDatabaseServer } from '../../../test/support/database-server.ts';
import { type MigrationRun, migrationRun } from '../../../test/support/migration-run.ts';

let server: DatabaseServer;
before(async () => {
  server = await startDatabaseServer();
});
after(async () => {
  await server[Symbol.asyncDispose]();
});

let databases = 0;
async function database(): Promise<MigrationRun> {
  databases += 1;
  await server.createDatabase(`d${databases}`);
  return migrationRun(server.url(`d${databases}`));
}

test('what is pending is applied in order, once', async () => {
  const db = await database();
  const files = {
    '2_b.sql': 'ALTER TABLE a ADD COLUMN b int',
    '1_a.sql': 'CREATE TABLE a (id int)',
  };
  assert.deepEqual(
    (await db.migrate(files)).applied.map(({ name }) => name),
    ['1_a', '2_b'],
  );
  assert.deepEqual((await db.migrate(files)).applied, []);
  assert.deepEqual(
    await db.ask('SELECT name, finished IS NOT NULL AS done FROM trivet.migrations ORDER BY id'),
    [
      { name: '1_a', done: true },
      { name: '2_b', done: true },
    ],
  );
});

test('a transaction that fails leaves nothing, and says where', async () => {
  const db = await database();
  const files = { '1_a.sql': 'CREATE TABLE a (id int);\n\nALTER TABLE nowhere ADD COLUMN b int;' };
  await assert.rejects(db.migrate(files), {
    code: 'SQL_FAILED',
    message: '1_a.sql:3:1: relation "nowhere" does not exist',
  });
  assert.deepEqual(await db.ask('SELECT name FROM trivet.migrations'), []);
  assert.deepEqual(await db.ask(`SELECT to_regclass('a') AS a`), [{ a: null }]);
});

test('what failed halfway goes on where it was left, when the rest has been corrected', async () => {
  const db = await database();
  const first = '-- trivet:transaction parts\nBEGIN; CREATE TABLE a (id int); COMMIT;\n';
  await assert.rejects(
    db.migrate({ '1_a.sql': `${first}ALTER TABLE b ADD x int;` }),
    /"b" does not exist/,
  );
  await assert.rejects(
    db.migrate({ '1_a.sql': 'CREATE TABLE other (id int); CREATE INDEX CONCURRENTLY ON a (id)' }),
    { code: 'MIGRATION_REFUSED' },
  );
  await db.migrate({ '1_a.sql': `${first}ALTER TABLE a ADD x int;` });
  assert.deepEqual(
    await db.ask('SELECT part, done IS NOT NULL AS done FROM trivet.parts ORDER BY part'),
    [
      { part: 0, done: true },
      { part: 1, done: true },
    ],
  );
});

test('a file with something that cannot be in a transaction is run statement by statement', async () => {
  const db = await database();
  await db.migrate({
    '1_a.sql':
      'CREATE TABLE a (id int); CREATE INDEX CONCURRENTLY i ON a (id); VACUUM a; DROP INDEX CONCURRENTLY i; CREATE INDEX CONCURRENTLY i ON a (id)',
  });
  assert.deepEqual(
    await db.ask(`SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass`),
    [{ indisvalid: true }],
  );
});

test('settings of a file hold to its end and no longer', async () => {
  const db = await database();
  await db.server(`CREATE ROLE app; GRANT ALL ON DATABASE ${db.name} TO app`);
  await db.migrate({
    '1_a.sql':
      'BEGIN; CREATE SCHEMA app AUTHORIZATION app; SET search_path TO app; SET ROLE app; COMMIT; CREATE TABLE a (id int);',
    '2_b.sql': 'CREATE TABLE b (id int)',
  });
  assert.deepEqual(
    await db.ask(
      `SELECT c.oid::regclass::text AS name, pg_get_userbyid(relowner) AS owner FROM pg_class c WHERE relname IN ('a', 'b') ORDER BY 1`,
    ),
    [
      { name: 'app.a', owner: 'app' },
      { name: 'b', owner: 'postgres' },
    ],
  );
});

test('an edited file is refused with both checksums, unless a person says otherwise', async () => {
  const db = await database();
  await db.migrate({ '1_a.sql': 'CREATE TABLE a (id int)' });
  await db.migrate({ '1_a.sql': 'CREATE TABLE a (id int)\r\n' });
  const edited = { '1_a.sql': 'CREATE TABLE a (id bigint)', '2_b.sql': 'CREATE TABLE b (id int)' };
  await assert.rejects(
    db.migrate(edited),
    /edited since it was applied: sha256 \w{12}… then, \w{12}… now/,
  );
  await db.migrate(edited, { allow: ['edited'] });
  assert.equal((await db.names()).length, 2);
});

test('a file that comes too late is refused, unless a person says otherwise', async () => {
  const db = await database();
  await db.migrate({ '2_b.sql': 'CREATE TABLE b (id int)' });
  const files = { '1_a.sql': 'CREATE TABLE a (id int)', '2_b.sql': 'CREATE TABLE b (id int)' };
  await assert.rejects(db.migrate(files), { code: 'MIGRATION_REFUSED', message: /1_a is older/ });
  await db.migrate(files, { allow: ['out-of-order'] });
  assert.deepEqual(await db.names(), ['2_b', '1_a']);
});

test('a file that is gone is worth a word', async () => {
  const db = await database();
  await db.migrate({ '1_a.sql': 'CREATE TABLE a (id int)' });
  await db.migrate({ '2_b.sql': 'CREATE TABLE b (id int)' });
  assert.match(db.notes.join('\n'), /1_a is applied, and its file is gone/);
});

test('a database that has it all already begins with a baseline', async () => {
  const db = await database();
  const files = { '1_a.sql': 'CREATE TABLE a (id int)', '2_b.sql': 'CREATE TABLE b (id int)' };
  assert.deepEqual(await db.baseline(files, '1_a.sql'), ['1_a']);
  assert.deepEqual(
    (await db.migrate(files)).applied.map(({ name }) => name),
    ['2_b'],
  );
  await assert.rejects(db.baseline(files, '1_b'), { code: 'USAGE' });
});

test('migrations go up to a name', async () => {
  const db = await database();
  const files = { '1_a.sql': 'CREATE TABLE a (id int)', '2_b.sql': 'CREATE TABLE b (id int)' };
  await db.migrate(files, { to: '1_a' });
  assert.deepEqual(await db.names(), ['1_a']);
});

test('of two that run at once one waits', async () => {
  const db = await database();
  const files = { '1_a.sql': 'CREATE TABLE a (id int); SELECT pg_sleep(0.6)' };
  const results = await Promise.all([db.migrate(files), db.migrate(files)]);
  assert.deepEqual(
    results.map(({ applied }) => applied.length).toSorted((a, b) => a - b),
    [0, 1],
  );
  assert.ok(db.events.some(({ kind }) => kind === 'other-run'));
});

test('whoever does not want to wait is told who is at work', async () => {
  const db = await database();
  const busy = db.migrate({ '1_a.sql': 'SELECT pg_sleep(1)' });
  await db.until(
    `SELECT FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND datname = current_database()`,
  );
  await assert.rejects(db.migrate({ '2_b.sql': 'SELECT 1' }, { settings: { lockWaitMs: 0 } }), {
    code: 'DATABASE_BUSY',
    message:
      /at work in this database: pid \d+ \(trivet from 127\.0\.0\.1, active, for \S+: SELECT pg_sleep/,
  });
  await busy;
});

test('a statement that loses data is refused before anything runs, unless a person says otherwise', async () => {
  const db = await database();
  await db.migrate({ '1_a.sql': 'CREATE TABLE a (id int, b int)' });
  const files = {
    '1_a.sql': 'CREATE TABLE a (id int, b int)',
    '2_b.sql': 'CREATE TABLE b (id int);\nALTER TABLE a DROP b;',
  };
  await assert.rejects(db.migrate(files), (error: unknown) => {
    assert.ok(error instanceof TrivetError);
    assert.equal(error.code, 'MIGRATION_REFUSED');
    assert.deepEqual(
      error.findings.map(({ id, place }) => [id, place?.file, place?.line]),
      [['data-loss', '2_b.sql', 2]],
    );
    return true;
  });
  assert.deepEqual(await db.ask(`SELECT to_regclass('b') AS b`), [{ b: null }]);
  await db.migrate(files, { allow: ['data-loss'] });
});

test('a comment before the statement allows it, too', async () => {
  const db = await database();
  await db.migrate({ '1_a.sql': 'CREATE TABLE a (id int, b int)' });
  await db.migrate({
    '2_b.sql': '-- trivet:allow data-loss nobody reads it\nALTER TABLE a DROP b;',
  });
});

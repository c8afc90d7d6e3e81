import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type DatabaseServer, startDatabaseServer } from '../../../test/support/database-server.ts';
import { type MigrationRun, migrationRun } from '../../../test/support/migration-run.ts';

let server: DatabaseServer;
before(async () => {
  server = await startDatabaseServer();
});
after(async () => {
  await server[Symbol.asyncDispose]();
});

const files = {
  '1_a.sql': 'CREATE TABLE a (id int)',
  '1_a_rollback.sql': '-- trivet:loses the rows of a\nDROP TABLE a',
  '2_b.sql': 'CREATE TABLE b (id int); INSERT INTO b VALUES (1);',
  '2_b_rollback.sql':
    'CREATE INDEX CONCURRENTLY i ON b (id); DROP INDEX CONCURRENTLY i; DROP TABLE b',
};

let databases = 0;
async function applied(): Promise<MigrationRun> {
  databases += 1;
  await server.createDatabase(`d${databases}`);
  const db = migrationRun(server.url(`d${databases}`));
  await db.migrate(files);
  return db;
}

test('the newest goes first, and what is taken back can be applied again', async () => {
  const db = await applied();
  const { rolledBack } = await db.rollback(files, 2);
  assert.deepEqual(
    rolledBack.map(({ name }) => name),
    ['2_b', '1_a'],
  );
  assert.deepEqual(await db.names(), []);
  assert.deepEqual(db.notes, ['The rollback of 1_a loses the rows of a.']);
  assert.equal((await db.migrate(files)).applied.length, 2);
  assert.equal((await db.ask('SELECT FROM trivet.migrations')).length, 4);
});

test('one by its name; an older one only if a person says so', async () => {
  const db = await applied();
  await assert.rejects(db.rollback(files, ['1_a']), {
    code: 'MIGRATION_REFUSED',
    message: '2_b was applied after it',
  });
  await db.rollback(files, ['1_a'], { allow: ['out-of-order'] });
  assert.deepEqual(await db.names(), ['2_b']);
  await db.rollback(files, ['2_b']);
});

test('what is not applied cannot be taken back', async () => {
  const db = await applied();
  await assert.rejects(db.rollback(files, ['3_c']), { code: 'MIGRATION_REFUSED' });
  const { '2_b_rollback.sql': _, ...without } = files;
  await assert.rejects(db.rollback(without, 1), {
    code: 'INPUT_NOT_FOUND',
    message: '2_b.sql has no rollback',
  });
});

test('a rollback that stopped halfway goes on, and nothing is applied on top of it', async () => {
  const db = await applied();
  const broken = {
    ...files,
    '2_b_rollback.sql': '-- trivet:transaction parts\nALTER TABLE b ADD c int; DROP TABLE nowhere;',
  };
  await assert.rejects(
    db.rollback(broken, 1),
    /2_b_rollback\.sql:2:26: table "nowhere" does not exist/,
  );
  await assert.rejects(db.migrate(files), {
    code: 'MIGRATION_REFUSED',
    message: /the rollback of 2_b was interrupted/,
  });
  const mended = {
    ...files,
    '2_b_rollback.sql': '-- trivet:transaction parts\nALTER TABLE b ADD c int; DROP TABLE b;',
  };
  await db.rollback(mended, 1);
  assert.deepEqual(await db.names(), ['1_a']);
});

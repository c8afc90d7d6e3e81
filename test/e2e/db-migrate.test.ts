import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DatabaseServer, startDatabaseServer } from '../support/database-server.ts';
import { assertConforms } from '../support/published-schema.ts';
import {
  type Outcome,
  outcomeOf,
  startTrivet,
  temporaryFolder,
  trivet,
} from '../support/trivet.ts';

let server: DatabaseServer;
before(async () => {
  server = await startDatabaseServer();
});
after(async () => {
  await server[Symbol.asyncDispose]();
});

interface Project {
  readonly url: string;
  readonly cwd: string;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  /** `trivet db …` with `DATABASE_URL`. */
  readonly db: (...args: readonly string[]) => Promise<Outcome>;
}

let projects = 0;
async function project(t: TestContext): Promise<Project> {
  projects += 1;
  await server.createDatabase(`p${projects}`);
  const cwd = temporaryFolder(t);
  mkdirSync(join(cwd, 'migrations'));
  // A password that the server does not ask for: it must not come out again.
  const url = server.url(`p${projects}`).replace('postgres@', 'postgres:hunter2@');
  return {
    url,
    cwd,
    write: (files) => {
      for (const [name, text] of Object.entries(files))
        writeFileSync(join(cwd, 'migrations', name), text);
    },
    db: async (...args) => {
      const outcome = await trivet(['db', ...args], { cwd, env: { DATABASE_URL: url } });
      assert.doesNotMatch(outcome.out + outcome.err, /hunter2/);
      return outcome;
    },
  };
}

const files = {
  '1_a.sql': 'CREATE TABLE a (id int);\n',
  '1_a_rollback.sql': 'DROP TABLE a;\n',
  '2_b.sql': 'CREATE INDEX CONCURRENTLY a_id ON a (id);\n',
  '2_b_rollback.sql': 'DROP INDEX CONCURRENTLY a_id;\n',
};

test('a life: status, rehearsal, migration, status, rollback', async (t) => {
  const { write, db } = await project(t);
  write(files);
  const pending = await db('status', '--check');
  assert.equal(pending.exit, 1);
  assert.match(pending.out, /pending +1_a\npending +2_b/);
  const rehearsal = await db('migrate', 'migrations', '--dry-run');
  assert.equal(rehearsal.exit, 0, rehearsal.err);
  assert.match(rehearsal.out, /SHARE UPDATE EXCLUSIVE on public\.a: blocks changes of its schema/);
  assert.match((await db('migrate', '--sql')).out, /BEGIN;\nCREATE TABLE a \(id int\);\nCOMMIT;/);
  const migration = await db('migrate', 'migrations/');
  assert.deepEqual(
    [migration.exit, migration.out.split('\n').at(-2)],
    [0, '2 migrations applied.'],
  );
  assert.equal((await db('migrate')).out, 'Nothing to apply.\n');
  assert.equal((await db('status', '--check')).exit, 0);
  const one = await db('rollback', 'migrations/2_b_rollback.sql');
  assert.equal(one.exit, 0, one.err);
  const other = await db('rollback', '--steps', '1');
  assert.match(other.out, /rolled back {2}1_a/);
  assert.match((await db('status')).out, /0 applied, 2 pending/);
});

test('for programs', async (t) => {
  const { write, db } = await project(t);
  write(files);
  const calls = [
    ['status'],
    ['migrate', '--sql'],
    ['migrate', '--dry-run'],
    ['migrate'],
    ['status'],
    ['rollback', '--steps', '1', '--sql'],
    ['rollback', '--steps', '1', '--dry-run'],
    ['rollback', '--steps', '1'],
    ['migrate', '--baseline', '2_b'],
  ];
  for (const call of calls) {
    const { out, exit, err } = await db(...call, '--json');
    assert.equal(exit, 0, err);
    assertConforms(JSON.parse(out));
  }
});

test('what is refused exits with 1 and says how to go on', async (t) => {
  const { write, db } = await project(t);
  write(files);
  await db('migrate');
  write({ '3_c.sql': 'ALTER TABLE a ADD COLUMN c int;\nDROP TABLE a;\n' });
  const refused = await db('migrate');
  assert.equal(refused.exit, 1);
  assert.match(refused.err, /migrations\/3_c\.sql:2:1/);
  assert.match(refused.err, /--allow data-loss/);
  assert.equal((await db('migrate', '--allow', 'data-los')).exit, 2);
  assert.equal((await db('migrate', '--allow', 'data-loss')).exit, 0);
});

test('a statement that fails exits with 2 and names its place, a server that is not there with 3', async (t) => {
  const { write, db, cwd } = await project(t);
  write({ '1_a.sql': 'SELECT 1;\nSELECT nothing;\n' });
  const failed = await db('migrate');
  assert.equal(failed.exit, 2);
  assert.match(failed.err, /migrations\/1_a\.sql:2:8: column "nothing" does not exist/);
  const url = 'postgres://u:hunter2@127.0.0.1:1/d';
  const gone = await trivet(['db', 'migrate', '--connection', url], { cwd });
  assert.equal(gone.exit, 3);
  assert.doesNotMatch(gone.err, /hunter2/);
});

test('Ctrl-C leaves a known state and exits with 130', async (t) => {
  const { write, db, cwd, url } = await project(t);
  write({
    '1_a.sql': 'CREATE TABLE a (id int);\n',
    '2_b.sql': 'CREATE TABLE b (id int);\nSELECT pg_sleep(60);\n',
  });
  const child = startTrivet(['db', 'migrate'], { cwd, env: { DATABASE_URL: url } });
  const outcome = outcomeOf(child);
  await untilSleeping(`p${projects}`);
  child.kill('SIGINT');
  const { exit, out } = await outcome;
  assert.equal(exit, 130);
  assert.match(out, /applied {2}1_a .*\nnot done {2}2_b\nStopped\./);
  assert.match((await db('status')).out, /applied +1_a .*\npending +2_b/);
});

async function untilSleeping(database: string): Promise<void> {
  await using session = await server.connect(database);
  for (let tries = 0; tries < 500; tries += 1) {
    const rows = await session.query(
      `SELECT FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND datname = current_database()`,
    );
    if (rows.length > 0) return;
    await sleep(20);
  }
  assert.fail('it never came so far');
}

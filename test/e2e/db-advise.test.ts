import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import { type DatabaseServer, startDatabaseServer } from '../support/database-server.ts';
import type { Session } from '../../src/postgres/session.ts';
import { assertConforms } from '../support/published-schema.ts';
import { type Outcome, temporaryFolder, trivet } from '../support/trivet.ts';

const shop = `
  CREATE EXTENSION pg_stat_statements;
  CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL);
  CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users, status text NOT NULL, created_at timestamptz NOT NULL);
  CREATE INDEX orders_status ON orders (status);
  CREATE INDEX orders_status_again ON orders (status);
  INSERT INTO users SELECT i, 'u' || i || '@example.org' FROM generate_series(1, 5000) i;
  INSERT INTO orders SELECT i, 1 + i % 5000, (ARRAY['open', 'done'])[1 + i % 2], timestamptz '2026-01-01' + i * interval '1 minute'
  FROM generate_series(1, 100000) i;
  VACUUM ANALYZE;
  SELECT pg_stat_statements_reset()`;

let running: Promise<DatabaseServer> | undefined;
after(async () => (await running)?.[Symbol.asyncDispose]());

/** A database that was asked for the orders of users, and the folder of a project. */
async function project(
  t: TestContext,
  name: string,
): Promise<{ readonly cwd: string; readonly url: string; readonly server: DatabaseServer }> {
  const server = await (running ??= startDatabaseServer([
    'shared_preload_libraries=pg_stat_statements',
  ]));
  await server.createDatabase(name);
  await using session = await server.connect(name);
  for (const statement of shop.split(';\n')) await session.execute(statement);
  await ask(session);
  return { cwd: temporaryFolder(t), url: server.url(name), server };
}

async function ask(session: Session): Promise<void> {
  for (let user = 1; user <= 30; user += 1) {
    await session.query(
      'SELECT * FROM orders WHERE user_id = $1 ORDER BY created_at DESC LIMIT 10',
      [user],
    );
  }
  for (let user = 1; user <= 200; user += 1) {
    await session.query('SELECT id FROM users WHERE lower(email) = $1', [`u${user}@example.org`]);
  }
}

function db(command: string, args: readonly string[], cwd: string, url: string): Promise<Outcome> {
  return trivet(['db', command, ...args], { cwd, env: { DATABASE_URL: url } });
}

test('indexes are advised for what was asked, and their migration makes it faster', async (t) => {
  const { cwd, url, server } = await project(t, 'advice');
  const told = await db('suggest-indexes', ['--output', 'migrations'], cwd, url);
  const saved = await db('suggest-indexes', ['--json'], cwd, url);
  writeFileSync(join(cwd, 'advice.json'), saved.out);
  assert.equal(told.exit, 0, told.err);
  assert.match(told.out, /CREATE INDEX ON public\.orders \(user_id/);
  assert.match(told.out, /CREATE INDEX ON public\.users \(\(?lower\(email\)/);
  assert.match(told.out, /planned on a shadow \(embedded PostgreSQL 18/);
  const files = readdirSync(join(cwd, 'migrations'));
  assert.equal(files.length, 2);
  const file = files.find((name) => !name.endsWith('_rollback.sql')) ?? '';
  const sql = readFileSync(join(cwd, 'migrations', file), 'utf8');
  assert.match(sql, /CREATE INDEX CONCURRENTLY/);
  const migrated = await db('migrate', ['migrations'], cwd, url);
  assert.equal(migrated.exit, 0, migrated.err);
  await using session = await server.connect('advice');
  await session.execute('ANALYZE');
  const [plan] = await session.query<{ 'QUERY PLAN': string }>(
    'EXPLAIN SELECT * FROM orders WHERE user_id = 7 ORDER BY created_at DESC LIMIT 10',
  );
  assert.match(
    JSON.stringify(await session.query('EXPLAIN SELECT * FROM orders WHERE user_id = 7')),
    /Index/,
  );
  assert.ok(plan);
  await ask(session);
  await session.query('SELECT pg_stat_force_next_flush()');
  const verified = await db('suggest-indexes', ['--verify', 'advice.json', '--json'], cwd, url);
  const verdicts: unknown = JSON.parse(verified.out);
  assertConforms(verdicts);
  assert.match(
    JSON.stringify(verdicts),
    /"public\.orders_user_id[^"]*","sql":"[^"]*","verdict":"helped"/,
  );
  const again = await db('suggest-indexes', ['--json'], cwd, url);
  const document: unknown = JSON.parse(again.out);
  assertConforms(document);
  assert.doesNotMatch(JSON.stringify(document), /"sql":"CREATE INDEX ON public\.orders \(user_id/);
});

test('the report names missing indexes with their times, and what its checks found', async (t) => {
  const { cwd, url } = await project(t, 'report');
  const told = await db('analyze', [], cwd, url);
  assert.equal(told.exit, 0, told.err);
  assert.match(told.out, /Tables: 2\n/);
  assert.match(told.out, /Total rows: 105,000\n/);
  assert.match(
    told.out,
    /MISSING INDEXES \(2 found\):\n[\s\S]* {2}orders\.user_id.* - [\d.]+ms avg query time in 30 calls/,
  );
  assert.match(told.out, /N\+1 QUERY RISKS/);
  assert.match(
    told.out,
    /orders_status_again is the same as public\.orders_status .*\[duplicate-index\]/,
  );
  assert.match(told.out, /SUGGESTED MIGRATIONS:\n[\s\S]* \d\. Add .*index on orders\(user_id/);
  const json = await db('analyze', ['--json', '--fail-on', 'info'], cwd, url);
  assert.equal(json.exit, 1);
  assertConforms(JSON.parse(json.out));
});

test('the suggestions of a report are a migration that leads there and back', async (t) => {
  const { cwd, url, server } = await project(t, 'mended');
  const told = await db('analyze', ['-o', 'migrations', '--sarif', 'report.sarif'], cwd, url);
  assert.equal(told.exit, 0, told.err);
  assert.match(readFileSync(join(cwd, 'report.sarif'), 'utf8'), /"2\.1\.0"/);
  assert.equal((await db('migrate', ['migrations'], cwd, url)).exit, 0);
  await using session = await server.connect('mended');
  await session.execute('ANALYZE; SELECT pg_stat_statements_reset()');
  await ask(session);
  const mended = await db('analyze', [], cwd, url);
  assert.match(mended.out, /MISSING INDEXES \(0 found\)/);
  const back = await db('rollback', ['migrations', '--steps', '1'], cwd, url);
  assert.equal(back.exit, 0, back.err);
});

test('what is not there is said, and costs nothing else', async (t) => {
  const server = await (running ??= startDatabaseServer([
    'shared_preload_libraries=pg_stat_statements',
  ]));
  await server.createDatabase('bare');
  await using session = await server.connect('bare');
  await session.execute(
    'CREATE TABLE t (a int); CREATE INDEX x ON t (a); CREATE INDEX y ON t (a); CREATE ROLE guest LOGIN',
  );
  const cwd = temporaryFolder(t);
  const url = server.url('bare').replace('postgres@', 'guest@');
  const told = await db('analyze', [], cwd, url);
  assert.equal(told.exit, 0, told.err);
  assert.match(told.out, /duplicate-index/);
  assert.match(
    told.out,
    /NOT LOOKED AT:[\s\S]*CREATE EXTENSION pg_stat_statements[\s\S]*GRANT pg_monitor TO guest/,
  );
  const advice = await db('suggest-indexes', [], cwd, url);
  assert.equal(advice.exit, 3);
  assert.match(advice.err, /pg_stat_statements is not there/);
});

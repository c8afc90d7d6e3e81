import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import { type DatabaseServer, startDatabaseServer } from '../support/database-server.ts';
import { assertConforms } from '../support/published-schema.ts';
import { type Outcome, temporaryFolder, trivet } from '../support/trivet.ts';

const shop = `
  CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL, status text NOT NULL, created_at timestamptz NOT NULL);
  INSERT INTO orders SELECT i, 1 + i % 5000, CASE WHEN i % 200 = 0 THEN 'pending' ELSE 'done' END, timestamptz '2026-01-01' + i * interval '1 minute'
  FROM generate_series(1, 100000) i;
  VACUUM ANALYZE`;

/** A part of every hundred orders waits; that is asked for without parameters. */
const queue = "SELECT id FROM orders WHERE status = 'pending' ORDER BY created_at LIMIT 10";

let running: Promise<DatabaseServer> | undefined;
after(async () => (await running)?.[Symbol.asyncDispose]());

interface Project {
  readonly cwd: string;
  readonly db: (command: string, args: readonly string[], input?: string) => Promise<Outcome>;
}

/** A database on a server that counts no statements. */
async function project(t: TestContext, name: string): Promise<Project> {
  const server = await (running ??= startDatabaseServer());
  await server.createDatabase(name);
  await using session = await server.connect(name);
  for (const statement of shop.split(';\n')) await session.execute(statement);
  const cwd = temporaryFolder(t);
  const env = { DATABASE_URL: server.url(name) };
  return {
    cwd,
    db: (command, args, input = '') => trivet(['db', command, ...args], { cwd, env, input }),
  };
}

test('indexes are advised for the statements of a file, with a rare constant as their limit', async (t) => {
  const { cwd, db } = await project(t, 'queries');
  writeFileSync(
    join(cwd, 'queries.sql'),
    `-- calls: 500\n${queue};\n-- calls: 200\nSELECT * FROM orders WHERE user_id = $1;\nSELECT broken FROM FROM`,
  );
  const told = await db('suggest-indexes', ['--workload', 'queries.sql', '-o', 'migrations']);
  assert.equal(told.exit, 0, told.err);
  assert.match(told.out, /Workload: queries\.sql \(statements\), 2 statements, 700 calls/);
  assert.match(told.out, /ON public\.orders \(created_at\).* WHERE status = 'pending'/);
  assert.match(told.out, /ON public\.orders \(user_id\)/);
  assert.match(told.out, /Times are not measured/);
  assert.match(told.out, /1 call could not be read as SQL/);
  const [file = ''] = readdirSync(join(cwd, 'migrations')).filter((each) => !/rollback/.test(each));
  assert.match(readFileSync(join(cwd, 'migrations', file), 'utf8'), /pending/);
  assert.equal((await db('migrate', ['migrations'])).exit, 0);
});

test('a constant that another call has otherwise limits nothing', async (t) => {
  const { db } = await project(t, 'states');
  const others = queue.replace('pending', 'done');
  const told = await db(
    'suggest-indexes',
    ['--workload', '-'],
    `${`${queue};\n`.repeat(20)}${others}`,
  );
  assert.equal(told.exit, 0, told.err);
  assert.doesNotMatch(told.out, / WHERE status = '(pending|done)'\n/);
});

test('a log on standard input is a workload, with the times that were measured', async (t) => {
  const { db } = await project(t, 'logged');
  let log = '';
  for (let user = 1; user <= 30; user += 1) {
    log += `2026-01-31 12:00:00.000 UTC [7] app@logged LOG:  duration: 40.000 ms  execute <unnamed>: SELECT * FROM orders\n\tWHERE user_id = $1\n`;
    log += `2026-01-31 12:00:00.000 UTC [7] app@logged DETAIL:  Parameters: $1 = '${user}'\n`;
  }
  const told = await db('suggest-indexes', ['--workload', '-', '--json'], log);
  assert.equal(told.exit, 0, told.err);
  const document: unknown = JSON.parse(told.out);
  assertConforms(document);
  assert.match(told.out, /"before_ms": 1200,/);
  assert.match(told.out, /ON public\.orders \(user_id\)/);
  const report = await db('analyze', ['--workload', '-'], log);
  assert.equal(report.exit, 0, report.err);
  assert.match(report.out, /orders\.user_id - 40\.?0*ms avg query time in 30 calls/);
});

test('the log of a server and a file of statements count together, and instead of what the server counts', async (t) => {
  const folder = temporaryFolder(t);
  chmodSync(folder, 0o777);
  await using server = await startDatabaseServer([
    'logging_collector=on',
    `log_directory=${folder}`,
    'log_filename=server.log',
    'log_file_mode=0644',
    'shared_preload_libraries=pg_stat_statements',
    'log_destination=jsonlog',
    'log_min_duration_statement=0',
  ]);
  await server.createDatabase('shop');
  await using session = await server.connect('shop');
  await session.execute('CREATE EXTENSION pg_stat_statements');
  for (const statement of shop.split(';\n')) await session.execute(statement);
  for (let user = 1; user <= 20; user += 1) {
    await session.query('SELECT * FROM orders WHERE user_id = $1', [user]);
  }
  // One that is long enough to have been written after all the others.
  await session.execute('SELECT pg_sleep(0.5)');
  writeFileSync(join(folder, 'more.sql'), `-- calls: 100\n-- mean: 20ms\n${queue}`);
  const files = ['--workload', 'server.json', '--workload', 'more.sql'];
  const told = await trivet(['db', 'suggest-indexes', ...files], {
    cwd: folder,
    env: { DATABASE_URL: server.url('shop') },
  });
  assert.equal(told.exit, 0, told.err);
  assert.match(told.out, /Workload: server\.json \(log as JSON\), more\.sql \(statements\)/);
  assert.match(told.out, /ON public\.orders \(user_id\)/);
  assert.match(told.out, /WHERE status = 'pending'/);
});

test('without a workload the error says both ways to one', async (t) => {
  const { db } = await project(t, 'none');
  const advice = await db('suggest-indexes', []);
  assert.equal(advice.exit, 3);
  assert.match(advice.err, /--workload FILE[\s\S]*CREATE EXTENSION pg_stat_statements/);
  const missing = await db('suggest-indexes', ['--workload', 'nowhere.log']);
  assert.equal(missing.exit, 2);
  assert.match(missing.err, /There is no file or folder nowhere\.log/);
  const folder = await db('suggest-indexes', ['--workload', '.']);
  assert.equal(folder.exit, 2);
});

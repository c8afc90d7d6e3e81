import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import { type DatabaseServer, startDatabaseServer } from '../support/database-server.ts';
import { assertConforms } from '../support/published-schema.ts';
import {
  type Outcome,
  outcomeOf,
  startTrivet,
  temporaryFolder,
  trivet,
} from '../support/trivet.ts';
import { assertWellFormed } from '../support/well-formed.ts';

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

interface Project {
  readonly cwd: string;
  readonly server: DatabaseServer;
  readonly env: Readonly<Record<string, string>>;
  readonly analyze: (...args: readonly string[]) => Promise<Outcome>;
}

/** A database with an index that is there twice and one that is missing, which was asked for orders of users. */
async function project(t: TestContext, name: string): Promise<Project> {
  const server = await (running ??= startDatabaseServer([
    'shared_preload_libraries=pg_stat_statements',
  ]));
  await server.createDatabase(name);
  await using session = await server.connect(name);
  for (const statement of shop.split(';\n')) await session.execute(statement);
  for (let user = 1; user <= 30; user += 1) {
    await session.query(
      'SELECT * FROM orders WHERE user_id = $1 ORDER BY created_at DESC LIMIT 10',
      [user],
    );
  }
  const cwd = temporaryFolder(t);
  const env = { DATABASE_URL: server.url(name) };
  return {
    cwd,
    server,
    env,
    analyze: (...args) => trivet(['db', 'analyze', ...args], { cwd, env }),
  };
}

test('the report is written for a browser and for a pull request', async (t) => {
  const { cwd, analyze } = await project(t, 'pages');
  const told = await analyze('--html', 'out/report.html', '--markdown', '-');
  assert.equal(told.exit, 0, told.err);
  const page = readFileSync(join(cwd, 'out/report.html'), 'utf8');
  assertWellFormed(page);
  for (const text of [page, told.out]) {
    assert.match(text, /SELECT \* FROM orders WHERE user_id = \$1/);
    assert.match(text, /CREATE INDEX ON public\.orders \(user_id/);
    assert.match(text, /duplicate-index/);
  }
  assert.match(told.out, /^# Database report\n/);
  assert.doesNotMatch(told.out, /=== Database Analysis Report ===/);
});

test('what a baseline knows is counted and fails nobody; what is new does', async (t) => {
  const { cwd, server, analyze } = await project(t, 'known');
  await using session = await server.connect('known');
  await session.execute('CREATE INDEX ON users (email); CREATE INDEX ON users (email)');
  const first = await analyze('--save-baseline', 'known.json');
  assert.equal(first.exit, 0, first.err);
  const saved = readFileSync(join(cwd, 'known.json'), 'utf8');
  assertConforms(JSON.parse(saved));
  assert.match(saved, /"duplicate-index index public\.orders_status_again"/);
  const again = await analyze('--baseline', 'known.json', '--fail-on', 'info');
  assert.equal(again.exit, 0, again.out);
  assert.match(again.out, /Findings against known\.json: 0 new, \d+ known, 0 gone\n/);
  assert.doesNotMatch(again.out, /\[duplicate-index\]/);
  await session.execute(
    'DROP INDEX orders_status_again; CREATE INDEX orders_third ON orders (status)',
  );
  const changed = await analyze(
    '--baseline',
    'known.json',
    '--fail-on',
    'info',
    '--json',
    '--sarif',
    's.sarif',
  );
  assert.equal(changed.exit, 1);
  const document = JSON.parse(changed.out);
  assertConforms(document);
  assert.deepEqual(document.baseline.gone, ['duplicate-index index public.orders_status_again']);
  assert.match(JSON.stringify(document.findings), /orders_third/);
  const sarif = readFileSync(join(cwd, 's.sarif'), 'utf8');
  assert.match(sarif, /"suppressions"[\s\S]*known: it stands in known\.json/);
});

test('plans of expensive statements are read; only --execute runs them, and never by accident', async (t) => {
  const { cwd, analyze } = await project(t, 'plans');
  const told = await analyze('--explain', '--execute', '--json', '--html', 'plans.html');
  assert.equal(told.exit, 0, told.err);
  const document = JSON.parse(told.out);
  assertConforms(document);
  const [first] = document.plans.statements;
  assert.match(first.text, /FROM orders WHERE user_id/);
  assert.ok(first.executed_ms > 0);
  const page = readFileSync(join(cwd, 'plans.html'), 'utf8');
  assertWellFormed(page);
  assert.match(page, /Seq Scan on public\.orders\s*<small><code>Filter: \(orders\.user_id = \?\)/);
  const alone = await analyze('--execute');
  assert.equal(alone.exit, 2);
  assert.match(alone.err, /--execute says how to do what only --explain asks for/);
});

test('a watch is about its own time; Ctrl-C ends it early with a report, and a history says what got slower', async (t) => {
  const { cwd, server, analyze, env } = await project(t, 'watched');
  await using session = await server.connect('watched');
  const ask = async (sleepS: number): Promise<void> => {
    for (let call = 0; call < 40; call += 1) {
      await session.query('SELECT email, pg_sleep($1) FROM users WHERE id = $2', [sleepS, call]);
    }
  };
  await ask(0);
  const first = await analyze('--history', 'runs.jsonl', '--json');
  assert.deepEqual(JSON.parse(first.out).slower, [], first.err);
  const watch = ['db', 'analyze', '--watch', '10m', '--interval', '1s', '--history', 'runs.jsonl'];
  const child = startTrivet([...watch, '--json'], { cwd, env });
  const ended = outcomeOf(child);
  await new Promise<void>((resolve) => child.stderr?.once('data', () => resolve()));
  await ask(0.02);
  child.kill('SIGINT');
  const told = await ended;
  assert.equal(told.exit, 130, told.err);
  assert.match(told.err, /^\[0s\/10m\] /);
  const document = JSON.parse(told.out);
  assertConforms(document);
  assert.ok(document.watched_s > 0 && document.watched_s < 120);
  assert.deepEqual(
    document.missing_indexes,
    [],
    'what was asked before the watch is not its matter',
  );
  const [slower, more] = document.slower;
  assert.match(slower.text, /^SELECT email, pg_sleep/);
  assert.ok(slower.mean_ms_now > 15, JSON.stringify(slower));
  assert.ok(slower.mean_ms_then < slower.mean_ms_now / 2, JSON.stringify(slower));
  assert.deepEqual([slower.calls_then, slower.calls_now, more], [40, 40, undefined]);
});

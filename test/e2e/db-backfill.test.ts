import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { splitScript } from '../../src/postgres/script/split-script.ts';
import type { Session } from '../../src/postgres/session.ts';
import { type DatabaseServer, startDatabaseServer } from '../support/database-server.ts';
import { assertConforms } from '../support/published-schema.ts';
import {
  type Outcome,
  outcomeOf,
  startTrivet,
  temporaryFolder,
  trivet,
} from '../support/trivet.ts';

const rows = 200_000;
const old = 'CREATE TABLE users (id int PRIMARY KEY, first_name text NOT NULL);';
const wanted = `CREATE TABLE users (id int PRIMARY KEY, first_name text NOT NULL, display_name text NOT NULL,
  token uuid NOT NULL DEFAULT gen_random_uuid());`;
const wish = 'users.display_name=upper(first_name)';

const compared = ['compare', 'new.sql', '--from', 'old.sql'];

let server: DatabaseServer;
before(async () => {
  server = await startDatabaseServer();
  await server.createDatabase('filled');
  await using session = await server.connect('filled');
  await session.execute(`${old}
    INSERT INTO users SELECT n, 'u' || n FROM generate_series(1, ${rows}) AS n; ANALYZE users;
    CREATE SCHEMA watch;
    CREATE TABLE watch.touches (id int NOT NULL);
    CREATE FUNCTION watch.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO watch.touches SELECT id FROM changed; RETURN NULL; END $$;`);
});
after(async () => {
  await server[Symbol.asyncDispose]();
});

interface Project {
  readonly cwd: string;
  readonly url: string;
  readonly connect: () => Promise<Session>;
  readonly db: (...args: readonly string[]) => Promise<Outcome>;
}

let projects = 0;
/** A database with 200,000 users, and files of its schema and the one that is wanted. */
async function project(t: TestContext): Promise<Project> {
  projects += 1;
  const name = `p${projects}`;
  await using admin = await server.connect();
  await admin.execute(`CREATE DATABASE ${name} TEMPLATE filled`);
  const cwd = temporaryFolder(t);
  mkdirSync(join(cwd, 'migrations'));
  writeFileSync(join(cwd, 'old.sql'), old);
  writeFileSync(join(cwd, 'new.sql'), wanted);
  const url = server.url(name);
  return {
    cwd,
    url,
    connect: () => server.connect(name),
    db: (...args) => trivet(['db', ...args], { cwd, env: { DATABASE_URL: url } }),
  };
}

/** Writes the migration that fills both columns. */
async function planned({ db, cwd }: Project): Promise<string> {
  const wishes = ['--backfill', wish, '--backfill', 'users.token'];
  const outcome = await db(...compared, ...wishes, '--output', 'migrations', '--name', 'names');
  assert.equal(outcome.exit, 0, outcome.err);
  assert.match(outcome.out, /DO … \(fills public\.users\.display_name in batches\)/);
  assert.match(
    outcome.err,
    /by then all programs that insert must give public\.users\.display_name a value/,
  );
  const [file = ''] = readdirSync(join(cwd, 'migrations')).filter((each) => !/rollback/.test(each));
  return join(cwd, 'migrations', file);
}

test('without the option it is said what would happen, and what helps', async (t) => {
  const { db } = await project(t);
  const { err, exit } = await db(...compared);
  assert.equal(exit, 0);
  assert.match(
    err,
    /public\.users\.display_name is NOT NULL, and nothing gives rows .* --backfill public\.users\.display_name=EXPRESSION/,
  );
  assert.match(err, /The default of public\.users\.token is computed for all rows at once/);
  const json = await db(...compared, '--json');
  const document: { readonly backfill_candidates: unknown } = JSON.parse(json.out);
  assertConforms(document);
  assert.deepEqual(document.backfill_candidates, [
    { column: 'public.users.display_name', why: 'required' },
    { column: 'public.users.token', why: 'computed' },
  ]);
});

test('a wrong expression is told as the option that it is in', async (t) => {
  const { db } = await project(t);
  const wrong = await db(...compared, '--backfill', 'users.display_name=frist_name');
  assert.equal(wrong.exit, 2);
  assert.match(
    wrong.err,
    /--backfill public\.users\.display_name: column "frist_name" does not exist/,
  );
});

test('the file does the same when its statements are sent one by one, as psql -f does', async (t) => {
  const here = await project(t);
  const file = await planned(here);
  await using session = await here.connect();
  for (const { sql } of splitScript(readFileSync(file, 'utf8'), file)) await session.execute(sql);
  await assertFilled(session);
  const back = file.replace('.sql', '_rollback.sql');
  for (const { sql } of splitScript(readFileSync(back, 'utf8'), back)) await session.execute(sql);
  assert.deepEqual(await session.query('SELECT * FROM users ORDER BY id LIMIT 1'), [
    { id: 1, first_name: 'u1' },
  ]);
});

for (const victim of ['trivet', 'session', 'both', 'server'] as const) {
  test(`killed in the middle (${victim}), it goes on where it was`, async (t) => {
    const here = await project(t);
    await planned(here);
    await watchTouches(here);
    const child = startTrivet(['db', 'migrate', 'migrations', '--connection', here.url], here);
    const outcome = outcomeOf(child);
    const seen = await untilFilling(here);
    if (victim === 'trivet' || victim === 'both') child.kill('SIGKILL');
    if (victim === 'session' || victim === 'both') await endSessions(here);
    if (victim === 'server') {
      await server.kill();
      await server.start();
    }
    const first = await outcome;
    const next = await here.db('migrate', 'migrations');
    assert.equal(next.exit, 0, `${first.err}\n${next.err}`);
    t.diagnostic(`killed after ${seen} of ${rows} rows; ${first.err.split('\n').at(-2) ?? ''}`);
    await using session = await here.connect();
    await assertFilled(session);
    assert.deepEqual(
      await session.query(
        `SELECT count(*)::int AS touches, count(DISTINCT id)::int AS ids FROM watch.touches`,
      ),
      // Once for both columns: whoever writes a row gives it all of its new values.
      [{ touches: rows, ids: rows }],
    );
    assert.deepEqual(
      await session.query(`SELECT count(*)::int AS all, count(finished)::int AS finished,
        (SELECT count(*)::int FROM trivet.parts WHERE done IS NULL) AS open FROM trivet.migrations`),
      [{ all: 1, finished: 1, open: 0 }],
    );
  });
}

test('Ctrl-C stops it between rows that are done and rows that are not', async (t) => {
  const here = await project(t);
  await planned(here);
  await watchTouches(here);
  const child = startTrivet(['db', 'migrate', 'migrations', '--connection', here.url], here);
  const outcome = outcomeOf(child);
  await untilFilling(here);
  child.kill('SIGINT');
  const { exit, out } = await outcome;
  assert.equal(exit, 130);
  assert.match(out, /Run the same command again to go on/);
  await using session = await here.connect();
  const [counts] = await session.query<{ touches: number; filled: number }>(
    `SELECT (SELECT count(*)::int FROM watch.touches) AS touches, count(display_name)::int AS filled FROM users`,
  );
  assert.equal(counts?.touches, counts?.filled);
  assert.ok((counts?.filled ?? 0) > 0 && (counts?.filled ?? 0) < rows, String(counts?.filled));
  const next = await here.db('migrate', 'migrations');
  assert.equal(next.exit, 0, next.err);
  await assertFilled(session);
});

async function assertFilled(session: Session): Promise<void> {
  assert.deepEqual(
    await session.query(`SELECT count(*)::int AS rows, count(DISTINCT token)::int AS tokens,
      count(*) FILTER (WHERE display_name = upper(first_name))::int AS named FROM users`),
    [{ rows, tokens: rows, named: rows }],
  );
  assert.deepEqual(
    await session.query(`SELECT attname FROM pg_attribute WHERE attrelid = 'users'::regclass AND attnum > 0 AND NOT attnotnull
      UNION ALL SELECT tgname FROM pg_trigger WHERE tgname ~ 'backfill'`),
    [],
  );
}

/** Every row that is written leaves a trace. */
async function watchTouches({ connect }: Project): Promise<void> {
  await using session = await connect();
  await session.execute(
    'CREATE TRIGGER touch AFTER UPDATE ON users REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION watch.touch()',
  );
}

/** Waits until some batches are committed. */
async function untilFilling({ connect }: Project): Promise<number> {
  await using session = await connect();
  for (let tries = 0; tries < 4000; tries += 1) {
    const [row] = await session.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM watch.touches',
    );
    if ((row?.count ?? 0) >= 20_000) return row?.count ?? 0;
    await sleep(10);
  }
  throw new Error('nothing was filled');
}

async function endSessions({ connect }: Project): Promise<void> {
  await using session = await connect();
  await session.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'trivet' AND pid <> pg_backend_pid() AND query LIKE 'DO %'`,
  );
}

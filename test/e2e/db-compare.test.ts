import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import { connect } from '../../src/postgres/connect.ts';
import { startTestServer, type TestServer } from '../support/postgres-server.ts';
import { assertConforms } from '../support/published-schema.ts';
import { type Outcome, temporaryFolder, trivet } from '../support/trivet.ts';

const before = `
  CREATE TABLE users (id integer PRIMARY KEY, mail text, born date);
  CREATE TABLE orders (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id integer NOT NULL, total numeric);
  CREATE VIEW totals AS SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id;
`;

const wanted = `
  CREATE TABLE users (id bigint PRIMARY KEY, mail text NOT NULL, born date);
  CREATE TABLE orders (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users (id),
    total numeric(12, 2) CHECK (total >= 0)
  );
  CREATE INDEX orders_user_id_idx ON orders (user_id);
  CREATE VIEW totals AS SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id;
`;

let running: Promise<TestServer> | undefined;
after(async () => (await running)?.[Symbol.asyncDispose]());

/** A database of the user's own with `before`, and the files of a project. */
async function project(
  t: TestContext,
  name: string,
): Promise<{ readonly cwd: string; readonly url: string }> {
  const server = await (running ??= startTestServer(18));
  await server.admin.execute(`CREATE DATABASE ${name}`);
  const url = server.urlFor('postgres', name);
  await using session = await connect(url);
  await session.execute(before);
  const cwd = temporaryFolder(t);
  writeFileSync(join(cwd, 'old.sql'), before);
  writeFileSync(join(cwd, 'new.sql'), wanted);
  return { cwd, url };
}

function compare(args: readonly string[], cwd: string, url?: string): Promise<Outcome> {
  const env: Readonly<Record<string, string>> = url === undefined ? {} : { DATABASE_URL: url };
  return trivet(['db', 'compare', ...args], { cwd, env });
}

/** Runs a written migration as `psql -f` would. */
async function apply(url: string, folder: string, isRollback: boolean): Promise<void> {
  const name = readdirSync(folder).find((each) => each.endsWith('_rollback.sql') === isRollback);
  await using session = await connect(url);
  const text = readFileSync(join(folder, name ?? ''), 'utf8');
  for (const part of text.split(/\n\n(?=BEGIN;|(?:CREATE|DROP) INDEX CONCURRENTLY)/))
    await session.execute(part);
}

test('a migration and its rollback lead there and back', async (t) => {
  const { cwd, url } = await project(t, 'there');
  const { exit, out } = await compare(['new.sql', '--output', 'migrations'], cwd, url);
  assert.equal(exit, 0);
  assert.match(out, /Proven on embedded PostgreSQL 18/);
  const [, migration] =
    /Generated migration: (migrations\/\d{14}_change_schema)\.sql\n/.exec(out) ?? [];
  assert.ok(out.includes(`Generated rollback: ${migration}_rollback.sql\n`));
  assert.equal((await compare(['new.sql', '--check'], cwd, url)).exit, 1);

  await apply(url, join(cwd, 'migrations'), false);
  const same = await compare(['new.sql', '--check'], cwd, url);
  assert.deepEqual([same.exit, same.out.split(':')[0]], [0, 'No changes']);

  await apply(url, join(cwd, 'migrations'), true);
  assert.equal((await compare(['old.sql', '--check'], cwd, url)).exit, 0);
});

interface CompareDocument {
  readonly equal: boolean;
  readonly steps: readonly {
    readonly sql: string;
    readonly transactional: boolean;
    readonly hazards: readonly string[];
  }[];
  readonly proof: { readonly proven: boolean };
}

test('the document for programs', async (t) => {
  const { cwd } = await project(t, 'document');
  const { exit, out } = await compare(['new.sql', '--from', 'old.sql', '--json'], cwd);
  assert.equal(exit, 0);
  const document: CompareDocument = JSON.parse(out);
  assertConforms(document);
  const { equal, steps, proof } = document;
  assert.deepEqual([equal, proof.proven], [false, true]);
  const retyped = steps.find(({ sql }) =>
    sql.includes('TABLE public.users ALTER COLUMN id TYPE bigint'),
  );
  assert.ok(retyped?.hazards.includes('table-rewrite'));
  const index = steps.find(({ sql }) =>
    sql.startsWith('CREATE INDEX CONCURRENTLY orders_user_id_idx'),
  );
  assert.equal(index?.transactional, false);
  // Both ends of the foreign key change their type before it is there, and rows are looked at last.
  assert.match(
    steps.at(-1)?.sql ?? '',
    /VALIDATE CONSTRAINT|DROP CONSTRAINT mail_is_not_null|NOT NULL/,
  );
});

test('what is only renamed keeps its values', async (t) => {
  const { cwd } = await project(t, 'renames');
  writeFileSync(
    join(cwd, 'named.sql'),
    before.replaceAll('mail', 'email').replaceAll('orders', 'sales'),
  );
  const { exit, out } = await compare(
    ['named.sql', '--from', 'old.sql', '--rename', 'users.mail=email', '--rename', 'orders=sales'],
    cwd,
  );
  assert.equal(exit, 0);
  assert.match(out, /ALTER TABLE public\.users RENAME COLUMN mail TO email/);
  assert.match(out, /ALTER TABLE public\.orders RENAME TO sales/);
  assert.doesNotMatch(out, /DROP TABLE|data-loss/);
});

test('a schema file that does not load is told with its place', async (t) => {
  const { cwd } = await project(t, 'broken');
  writeFileSync(join(cwd, 'broken.sql'), 'CREATE TABLE a (id int);\nCREATE TABLE b (id nope);\n');
  const { exit, err } = await compare(['broken.sql', '--from', 'old.sql', '--output', 'out'], cwd);
  assert.equal(exit, 2);
  assert.match(err, /broken\.sql:2:\d+.*nope/s);
  assert.equal(readdirSync(cwd).includes('out'), false);
});

test('calls that say too little or too much are refused', async (t) => {
  const { cwd, url } = await project(t, 'calls');
  const cases: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [[], /No target was named/],
    [['new.sql'], /No database was named/],
    [['new.sql', '--from', 'old.sql', '--connection', url], /both say where to start/],
    [['new.sql', '--from', 'old.sql', '--rename', 'a'], /not old=new/],
    [['new.sql', '--from', 'old.sql', '--rename', 'nobody=else'], /no table, column/],
    [['absent.sql', '--from', 'old.sql'], /absent\.sql/],
  ];
  for (const [args, message] of cases) {
    // One at a time: each starts a server.
    // oxlint-disable-next-line no-await-in-loop
    const { exit, err } = await compare(args, cwd);
    assert.equal(exit, 2, args.join(' '));
    assert.match(err, message);
  }
});

test('a database that is not there is no fault of the call', async (t) => {
  const { cwd } = await project(t, 'unreachable');
  const { exit, err } = await compare(
    ['new.sql', '--connection', 'postgres://me:secret@127.0.0.1:1/none'],
    cwd,
  );
  assert.equal(exit, 3);
  assert.doesNotMatch(err, /secret/);
});

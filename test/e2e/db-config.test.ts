import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import { connect } from '../../src/postgres/connect.ts';
import { startTestServer, type TestServer } from '../support/postgres-server.ts';
import { type Outcome, temporaryFolder, trivet } from '../support/trivet.ts';

const users = 'CREATE TABLE users (id int PRIMARY KEY, name text);\n';

let running: Promise<TestServer> | undefined;
after(async () => (await running)?.[Symbol.asyncDispose]());

async function database(name: string): Promise<string> {
  const { admin, urlFor } = await (running ??= startTestServer(18));
  await admin.execute(`CREATE DATABASE ${name}`);
  return urlFor('postgres', name);
}

/** A project whose configuration says where everything is. */
function project(t: TestContext, url: string, more = ''): string {
  const cwd = temporaryFolder(t);
  for (const folder of ['sql/schema', 'sql/changes'])
    mkdirSync(join(cwd, folder), { recursive: true });
  writeFileSync(join(cwd, 'sql/schema/users.sql'), users);
  writeFileSync(join(cwd, 'sql/changes/1_users.sql'), users);
  writeFileSync(
    join(cwd, 'trivet.config.ts'),
    `export default { db: { connection: '${url}', schema: 'sql/schema', migrations: 'sql/changes', ${more} } };\n`,
  );
  return cwd;
}

function db(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  return trivet(['db', ...args], { cwd, env: { DATABASE_URL: '' } });
}

test('with a configuration the commands need no operand', async (t) => {
  const cwd = project(t, await database('configured'));
  const compared = await db(cwd, 'compare');
  assert.equal(compared.exit, 0, compared.err);
  assert.match(compared.out, /CREATE TABLE public\.users/);
  assert.match((await db(cwd, 'status')).out, /pending/);
  assert.equal((await db(cwd, 'lint')).exit, 0);
  const migrated = await db(cwd, 'migrate');
  assert.equal(migrated.exit, 0, migrated.err);
  assert.equal((await db(cwd, 'status', '--check')).exit, 0);
  assert.equal((await db(cwd, 'compare', '--check')).exit, 0);
  assert.equal((await db(cwd, 'snapshot', '-o', 'now.json')).exit, 0);
  const back = await db(cwd, 'compare', '--from', 'now.json', '--check');
  assert.equal(back.exit, 0, back.err);
});

test('the command line wins over the environment, and that over the configuration', async (t) => {
  const cwd = project(t, 'postgres://nobody@127.0.0.1:1/nothing');
  const url = await database('elsewhere');
  assert.equal((await db(cwd, 'status')).exit, 3);
  assert.equal((await db(cwd, 'status', '--connection', url)).exit, 0);
  const env = { DATABASE_URL: url };
  assert.equal((await trivet(['db', 'compare'], { cwd, env })).exit, 0);
  assert.equal(
    (await trivet(['db', 'compare', '--from', 'sql/schema'], { cwd, env: { DATABASE_URL: '' } }))
      .exit,
    0,
  );
});

test('settings of a run hold for it', async (t) => {
  const url = await database('patient');
  const cwd = project(t, url, `lockTimeout: '20ms', lockRetryFor: '200ms'`);
  await using session = await connect(url);
  await session.execute(users);
  writeFileSync(join(cwd, 'sql/changes/1_users.sql'), 'ALTER TABLE users ADD born date;\n');
  await session.execute('BEGIN; LOCK TABLE users');
  const started = performance.now();
  const { exit, err } = await db(cwd, 'migrate');
  assert.equal(exit, 3, err);
  assert.match(err, /\[DATABASE_BUSY\]/);
  assert.ok(performance.now() - started < 20_000);
});

test('a slip in the configuration is found before anything is done', async (t) => {
  const cwd = project(t, await database('slip'), `lockTimeuot: '1s'`);
  for (const command of ['compare', 'migrate', 'status', 'lint']) {
    // oxlint-disable-next-line no-await-in-loop
    const { exit, err } = await db(cwd, command);
    assert.equal(exit, 2);
    assert.match(err, /unknown setting "lockTimeuot"; did you mean "lockTimeout"\?/);
  }
});

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import { connect } from '../../src/postgres/connect.ts';
import { startTestServer, type TestServer } from '../support/postgres-server.ts';
import { assertConforms } from '../support/published-schema.ts';
import { type Outcome, temporaryFolder, trivet } from '../support/trivet.ts';

const schema = `
  CREATE TYPE mood AS ENUM ('good', 'bad');
  CREATE TABLE users (id int PRIMARY KEY, mail text NOT NULL CHECK (mail <> ''), mood mood);
  CREATE VIEW mails AS SELECT lower(mail) AS mail FROM users;
`;

const servers = new Map<number, Promise<TestServer>>();
after(async () => {
  for (const server of servers.values()) await (await server)[Symbol.asyncDispose]();
});

/** A database of the user's own with `schema`. */
async function database(name: string, major = 18, more = ''): Promise<string> {
  const server = servers.get(major) ?? startTestServer(major);
  servers.set(major, server);
  const { admin, urlFor } = await server;
  await admin.execute(`CREATE DATABASE ${name}`);
  const url = urlFor('postgres', name);
  await using session = await connect(url);
  await session.execute(schema + more);
  return url;
}

/** Where no database can be reached, unless a test names one. */
function db(args: readonly string[], cwd: string): Promise<Outcome> {
  return trivet(['db', ...args], { cwd, env: { DATABASE_URL: '' } });
}

async function snapshot(t: TestContext, url: string): Promise<string> {
  const cwd = temporaryFolder(t);
  const { exit, out, err } = await db(['snapshot', '--connection', url, '-o', 'live.json'], cwd);
  assert.deepEqual([exit, err], [0, '']);
  assert.match(out, /^Wrote live\.json: \d+ objects of postgres:.* \(PostgreSQL 1\d\)\.\n$/);
  return cwd;
}

test('a snapshot is what its database is, and what it was', async (t) => {
  const url = await database('same');
  const cwd = await snapshot(t, url);
  assertConforms(JSON.parse(readFileSync(join(cwd, 'live.json'), 'utf8')));
  const there = await db(['compare', 'live.json', '--connection', url, '--check'], cwd);
  assert.match(there.out, /^No changes/);
  const back = await db(['compare', url, '--from', 'live.json', '--check'], cwd);
  assert.deepEqual([there.exit, back.exit], [0, 0]);

  await using session = await connect(url);
  await session.execute('ALTER TABLE users ADD born date');
  const drifted = await db(['compare', 'live.json', '--connection', url, '--check'], cwd);
  assert.equal(drifted.exit, 1);
  assert.match(drifted.out, /ALTER TABLE public\.users DROP COLUMN born/);
});

test('from a snapshot to files without any database, proven', async (t) => {
  const cwd = await snapshot(t, await database('ci'));
  writeFileSync(join(cwd, 'schema.sql'), `${schema} ALTER TABLE users ADD born date;`);
  const { exit, out } = await db(['compare', 'schema.sql', '--from', 'live.json', '--json'], cwd);
  assert.equal(exit, 0);
  const document: {
    readonly proof: { readonly proven: boolean };
    readonly steps: readonly unknown[];
  } = JSON.parse(out);
  assertConforms(document);
  assert.deepEqual([document.proof.proven, document.steps.length], [true, 1]);
  const piped = await trivet(['db', 'compare', '-', '--from', 'schema.sql'], {
    cwd,
    input: readFileSync(join(cwd, 'live.json'), 'utf8'),
  });
  assert.match(piped.out, /DROP COLUMN born[\s\S]*Proven/);
});

test('a snapshot of another version of PostgreSQL is read as the shadow has it, which is said', async (t) => {
  const cwd = await snapshot(t, await database('old', 14));
  const url = await database(
    'young',
    18,
    'ALTER SCHEMA public OWNER TO postgres; GRANT CREATE ON SCHEMA public TO PUBLIC;',
  );
  const target = await db(['compare', 'live.json', '--connection', url], cwd);
  assert.match(target.out, /^No changes/);
  assert.match(target.err, /live\.json is of PostgreSQL 14, and was compared as PostgreSQL 18 has/);

  writeFileSync(join(cwd, 'schema.sql'), `${schema} ALTER TABLE users ADD born date;`);
  const args = ['compare', 'schema.sql', '--from', 'live.json'];
  const own = await db(args, cwd);
  assert.match(own.out, /Proven on embedded PostgreSQL 14/);
  assert.equal(own.err, '');
  const other = await db([...args, '--shadow', url], cwd);
  assert.equal(other.exit, 0);
  assert.match(other.err, /Proven on PostgreSQL 18, and meant for 14/);
  assert.equal((await db([...args, '--shadow', url, '--strict'], cwd)).exit, 2);
});

test('a snapshot that cannot be used says why', async (t) => {
  const cwd = await snapshot(t, await database('broken'));
  const whole = readFileSync(join(cwd, 'live.json'), 'utf8');
  const cases: readonly (readonly [text: string, says: RegExp])[] = [
    [whole.slice(0, -20), /bad\.json is neither SQL nor whole JSON/],
    ['CREATE TABLE t (id int);', /bad\.json is neither SQL nor whole JSON/],
    ['{"dialect": "postgresql", "tables": {}}', /bad\.json is not a snapshot of a schema/],
    [whole.replace('catalog/1', 'catalog/2'), /cannot read \(trivet\.catalog\/2, not trivet/],
    [whole.replace('"postgres": 18', '"postgres": 9'), /postgres in bad\.json is not a major/],
    [whole.replace('"kind":"view"', '"kind":"vista"'), /objects\[\d+\]\.kind in bad\.json is not/],
    [whole.replace('"id":"view public', '"id":"public'), /objects\[\d+\]\.id in bad\.json is not/],
    [
      whole.replace(/\n {4}\{"kind":"table".*/, ''),
      /needs\[\d\]\.id in bad\.json is not the id of/,
    ],
  ];
  writeFileSync(join(cwd, 'schema.sql'), schema);
  for (const [text, says] of cases) {
    writeFileSync(join(cwd, 'bad.json'), text);
    // One after the other, since they share a file.
    // oxlint-disable-next-line no-await-in-loop
    const { exit, err } = await db(['compare', 'schema.sql', '--from', 'bad.json'], cwd);
    assert.equal(exit, 2, err);
    assert.match(err, says);
    assert.match(err, /next: /);
    assert.doesNotMatch(err, /\n\s+at /);
  }
  const two = await db(['compare', 'live.json', 'schema.sql', '--from', 'schema.sql'], cwd);
  assert.match(two.err, /The snapshot live\.json is a schema by itself/);
});

test('a snapshot that cannot be written leaves nothing behind', async (t) => {
  const cwd = temporaryFolder(t);
  const absent = await db(
    ['snapshot', '--connection', 'postgres://me:secret@127.0.0.1:1/none', '-o', 'a.json'],
    cwd,
  );
  assert.equal(absent.exit, 3);
  assert.doesNotMatch(absent.err, /secret/);
  const url = await database('unnamed');
  for (const args of [[], ['-o', '-']]) {
    // oxlint-disable-next-line no-await-in-loop
    const { exit, err } = await db(['snapshot', '--connection', url, ...args], cwd);
    assert.equal(exit, 2);
    assert.match(err, /not said where the snapshot is to go/);
  }
  assert.deepEqual(readdirSync(cwd), []);
});

test('what a snapshot holds and lacks is said', async (t) => {
  const url = await database(
    'secretive',
    18,
    `CREATE FOREIGN DATA WRAPPER far; CREATE SERVER remote FOREIGN DATA WRAPPER far;
     CREATE USER MAPPING FOR postgres SERVER remote OPTIONS (user 'me', password 'hush');`,
  );
  const cwd = temporaryFolder(t);
  const { exit, out, err } = await db(
    ['snapshot', '--connection', url, '-o', 'a.json', '--json'],
    cwd,
  );
  assert.equal(exit, 0);
  assertConforms(JSON.parse(out));
  assert.match(err, /holds the password of user mapping postgres on remote/);
  assert.doesNotMatch(out + err, /hush/);
  assert.ok(existsSync(join(cwd, 'a.json')));
  const same = await db(['compare', 'a.json', '--connection', url, '--check'], cwd);
  assert.equal(same.exit, 0);
});

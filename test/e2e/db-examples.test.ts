import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dbGroup } from '../../src/cli/commands/db.ts';
import { connect } from '../../src/postgres/connect.ts';
import { startTestServer, type TestServer } from '../support/postgres-server.ts';
import { type Outcome, outcomeOf, temporaryFolder } from '../support/trivet.ts';

let running: Promise<TestServer> | undefined;
after(async () => (await running)?.[Symbol.asyncDispose]());

const before = `CREATE TABLE users (id int PRIMARY KEY, mail text, first_name text);`;
const afterwards = `CREATE TABLE users (id int PRIMARY KEY, mail text, first_name text, display_name text NOT NULL);`;

/** What the examples of help speak of, as the reader may have it. */
const files: Readonly<Record<string, string>> = {
  'schema/v2.sql': afterwards,
  'old.sql': before,
  'new.sql': afterwards.replace('mail', 'email'),
  'migrations/0042.sql': 'ALTER TABLE users ADD born date;',
  'migrations/0042_rollback.sql': 'ALTER TABLE users DROP COLUMN born;',
  'migrations/20261101_start.sql': 'CREATE TABLE IF NOT EXISTS logins (id int PRIMARY KEY);',
  'migrations/20261101_start_rollback.sql': 'DROP TABLE logins;',
  'migrations/20261122_users.sql': 'ALTER TABLE users ADD nickname text;',
  'migrations/20261122_users_rollback.sql': 'ALTER TABLE users DROP COLUMN nickname;',
};

/** What has to be done first for an example to be worth its while. */
const first: ReadonlyMap<string, string> = new Map([
  ['db rollback', 'trivet db migrate migrations/ --allow data-loss'],
  ['db compare schema/ --from production.json', 'trivet db snapshot --output production.json'],
]);

/** Those that are there to find something. */
const objecting: readonly string[] = [
  'db compare schema/ --check',
  'db compare schema/ --from production.json --check',
  'db status migrations/ --check',
  'db lint ',
];

async function project(
  t: TestContext,
  at: number,
): Promise<{ readonly cwd: string; readonly url: string }> {
  const { admin, urlFor } = await (running ??= startTestServer(18));
  await admin.execute(`CREATE DATABASE example_${at}`);
  const url = urlFor('postgres', `example_${at}`);
  await using session = await connect(url);
  await session.execute(before);
  const cwd = temporaryFolder(t);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), `${text}\n`);
  }
  mkdirSync(join(cwd, 'bin'));
  const program = fileURLToPath(new URL('../../bin/trivet.js', import.meta.url));
  symlinkSync(program, join(cwd, 'bin/trivet'));
  const git = ['-c', 'user.name=a', '-c', 'user.email=a@b.example'];
  for (const args of [
    ['init', '-q'],
    ['add', 'migrations'],
    [...git, 'commit', '-qm', 'a'],
  ]) {
    spawnSync('git', args, { cwd });
  }
  return { cwd, url };
}

function run(
  line: string,
  { cwd, url }: { readonly cwd: string; readonly url: string },
): Promise<Outcome> {
  const path = [join(cwd, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter);
  const { CI: _ci, ...env } = process.env;
  const text = line.replaceAll(/postgres:\/\/localhost\/\w+/g, `'${url}'`);
  const child = spawn('bash', ['-o', 'pipefail', '-c', text], {
    cwd,
    env: { ...env, PATH: path, DATABASE_URL: url },
  });
  child.stdin.end();
  return outcomeOf(child);
}

const own = ['db compare', 'db snapshot', 'db lint', 'db migrate', 'db rollback', 'db status'];
const examples = dbGroup.pages
  .filter(({ name }) => own.includes(name))
  .flatMap(({ examples: each }) => each.map(({ line }) => line));

for (const [at, line] of [...new Set(examples)].entries()) {
  test(`the example of help runs: ${line}`, async (t) => {
    const place = await project(t, at);
    for (const [start, needed] of first) {
      if (!line.startsWith(`trivet ${start}`)) continue;
      const { exit, err } = await run(needed, place);
      assert.equal(exit, 0, err);
    }
    const { exit, out, err } = await run(line, place);
    const mayObject = objecting.some((each) => line.includes(each));
    assert.ok(exit === 0 || (mayObject && exit === 1), `exit ${exit}: ${out}${err}`);
  });
}

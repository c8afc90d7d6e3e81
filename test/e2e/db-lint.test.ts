import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { startDatabaseServer } from '../support/database-server.ts';
import { assertConforms } from '../support/published-schema.ts';
import { assertSarif } from '../support/sarif.ts';
import { temporaryFolder, trivet } from '../support/trivet.ts';

function project(t: TestContext): string {
  const cwd = temporaryFolder(t);
  mkdirSync(join(cwd, 'migrations'));
  const write = (name: string, sql: string): void =>
    writeFileSync(join(cwd, 'migrations', name), sql);
  write('001_users.sql', 'CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20));\n');
  write('002_wider.sql', 'ALTER TABLE users ALTER COLUMN name TYPE varchar(40);\n');
  write('003_index.sql', '-- by name\nCREATE INDEX users_name_idx\n  ON users (name);\n');
  write('003_index_rollback.sql', 'DROP TABLE users;\n');
  return cwd;
}

test('hazards are told with their places and what to do, and fail the run', async (t) => {
  const { exit, out, err } = await trivet(['db', 'lint', 'migrations'], { cwd: project(t) });
  assert.equal(exit, 1);
  assert.match(
    out,
    /^error: CREATE INDEX users_name_idx keeps all who write from users until it is built\. \[blocked-writes\]\n {2}at migrations\/003_index\.sql:2:1\n {2}next: CREATE INDEX CONCURRENTLY users_name_idx ON users \(name\), outside/,
  );
  assert.match(out, /\n1 error; "trivet explain ID" says more about each\n$/);
  assert.equal(err, 'failed: 1 hazard in 3 statements of 3 files (--fail-on warning)\n');
});

test('without hazards the run is a success, and says so', async (t) => {
  const cwd = project(t);
  const { exit, out } = await trivet(['db', 'lint', 'migrations/001_users.sql'], { cwd });
  assert.deepEqual([exit, out], [0, 'No hazards in 1 statement of 1 file.\n']);
  const quiet = await trivet(['db', 'lint', 'migrations/001_users.sql', '--quiet'], { cwd });
  assert.deepEqual([quiet.exit, quiet.out, quiet.err], [0, '', '']);
});

async function run(input: string, ...options: readonly string[]): Promise<number | null> {
  return (await trivet(['db', 'lint', '-', ...options], { input })).exit;
}

test('the severity that fails a run can be chosen', async () => {
  assert.equal(await run('DROP VIEW v'), 1);
  assert.equal(await run('DROP VIEW v', '--fail-on', 'error'), 0);
  assert.equal(await run('DROP TABLE t', '--fail-on=error'), 1);
  assert.equal(await run('DROP TABLE t', '--fail-on', 'never'), 0);
  assert.equal(await run('ALTER TABLE t ALTER a DROP NOT NULL'), 0);
  assert.equal(await run('ALTER TABLE t ALTER a DROP NOT NULL', '--fail-on', 'info'), 1);
  assert.equal(await run('CREATE TABLE t (a int)', '--fail-on', 'info'), 0);
  assert.equal(await run('CREATE TABLE t (a int)', '--fail-on', 'info', '--pedantic'), 1);
  assert.equal(await run('DROP TABLE t', '--allow', 'data-loss', '--allow', 'breaks-clients'), 0);
});

test('the document for programs', async () => {
  const input = '-- trivet:allow data-loss it moved\nDROP TABLE t;\nDROP VIEW v;';
  const { exit, out, err } = await trivet(['db', 'lint', '-', '--json', '--pg', '17'], { input });
  assert.equal(exit, 1);
  const document: unknown = JSON.parse(out);
  assertConforms(document);
  assert.ok(typeof document === 'object' && document !== null);
  assert.partialDeepStrictEqual(document, {
    files: [{ file: '-', statements: 2 }],
    failed: true,
    counts: { error: 0, warning: 2, info: 0 },
    findings: [{ id: 'breaks-clients', place: { file: '-', line: 2, column: 1 } }, {}],
    allowed: [{ finding: { id: 'data-loss' }, reason: 'it moved' }],
  });
  assert.match(err, /^1 hazard allowed\.\n/);
});

test('reports for code scanning and CI servers', async (t) => {
  const cwd = project(t);
  const { err } = await trivet(
    ['db', 'lint', 'migrations', '--sarif', 'lint.sarif', '--junit', 'lint.xml'],
    { cwd },
  );
  assert.match(err, /Wrote lint\.sarif\nWrote lint\.xml\n/);
  const sarif: unknown = JSON.parse(readFileSync(join(cwd, 'lint.sarif'), 'utf8'));
  const results = assertSarif(sarif);
  assert.deepEqual(
    results.map(({ ruleId }) => ruleId),
    ['blocked-writes'],
  );
  assert.ok(
    JSON.stringify(sarif).includes('Everybody can read a table, but nobody can write to it'),
  );
  const junit = readFileSync(join(cwd, 'lint.xml'), 'utf8');
  assert.match(junit, /^<\?xml .*\n<testsuites name="trivet db lint" tests="3" failures="1" /);
  assert.match(
    junit,
    /<testcase name="blocked-writes at 2:1" classname="migrations\/003_index\.sql"><failure /,
  );
  const piped = await trivet(['db', 'lint', 'migrations', '--sarif', '-'], { cwd });
  assert.equal(assertSarif(JSON.parse(piped.out)).length, 1);
});

test('in GitHub Actions each hazard is an annotation, the worst first', async (t) => {
  const env = { GITHUB_ACTIONS: 'true' };
  const { err } = await trivet(['db', 'lint', 'migrations'], { cwd: project(t), env });
  assert.match(
    err,
    /^::error file=migrations\/003_index\.sql,line=2,col=1,title=trivet%3A blocked-writes::CREATE INDEX/m,
  );
  const input = `${'DROP VIEW v;'.repeat(20)}\nTRUNCATE t`;
  const many = await trivet(['db', 'lint', '-'], { input, env });
  const lines = many.err.split('\n').filter((line) => line.startsWith('::'));
  assert.equal(lines.length, 10);
  assert.match(lines[0] ?? '', /^::error .*data-loss/);
});

test('what cannot be linted is exit 2, with its place', async (t) => {
  const cwd = project(t);
  writeFileSync(join(cwd, 'broken.sql'), 'SELECT 1;\nALTER TABEL t;\n');
  for (const [args, says] of [
    [['broken.sql'], /syntax error at or near "TABEL"[^]*at broken\.sql:2:7[^]*\[INPUT_INVALID\]/],
    [
      ['broken.sql', '-', 'migrations'],
      /at broken\.sql:2:7[^]*at -:1:1[^]*error: 2 of 5 files are not SQL that PostgreSQL understands\./,
    ],
    [['none.sql'], /There is no file or folder none\.sql\. \[INPUT_NOT_FOUND\]/],
    [[], /No migration was named\. \[USAGE\]/],
    [['migrations', '--allow', 'dataloss'], /no hazard "dataloss"; did you mean "data-loss"\?/],
    [['migrations', '--pg', '13'], /--pg takes one of 14, 15, 16, 17, 18/],
    [['migrations', '--fail-on', 'errors'], /--fail-on takes one of error, .*did you mean "error"/],
  ] as const) {
    const { exit, out, err } = await trivet(['db', 'lint', ...args], { cwd, input: 'SELEKT 1' });
    assert.equal(exit, 2, args.join(' '));
    assert.equal(out, '');
    assert.match(err, says);
  }
});

test('with a database, its tables decide', async (t) => {
  await using server = await startDatabaseServer();
  await using session = await server.connect();
  await session.execute(`
    CREATE TABLE small (a varchar(20));
    CREATE TABLE large (a varchar(20), b char(1000) DEFAULT '');
    INSERT INTO large SELECT n FROM generate_series(1, 20000) n;
    ANALYZE`);
  const input = `
    CREATE INDEX ON small (a);
    CREATE INDEX ON large (a);
    ALTER TABLE large ALTER a TYPE text;
    ALTER TABLE large ALTER a SET NOT NULL;`;
  const args = ['db', 'lint', '-', '--json', '--connection', server.url()];
  const { exit, out } = await trivet(args, { input, cwd: temporaryFolder(t) });
  assert.equal(exit, 1);
  assert.partialDeepStrictEqual(JSON.parse(out), {
    counts: { error: 2, warning: 0, info: 1 },
    findings: [
      { id: 'blocked-writes', severity: 'info', evidence: { table: 'small', size_bytes: 0 } },
      { id: 'blocked-writes', severity: 'error', evidence: { table: 'large', rows: 20_000 } },
      { id: 'full-scan-under-lock' },
    ],
  });
  assert.match(out, /ADD CONSTRAINT large_a_not_null NOT NULL a NOT VALID/);
  const gone = await trivet([...args.slice(0, -1), 'postgres://127.0.0.1:1/x'], { input });
  assert.equal(gone.exit, 3);
});

test('each hazard can be explained', async () => {
  const { exit, out } = await trivet(['explain', 'data-loss']);
  assert.equal(exit, 0);
  assert.match(out, /^# data-loss\n/);
});

test('help of the group and of the command', async () => {
  const bare = await trivet(['db']);
  const group = await trivet(['db', '--help']);
  const seed = await trivet(['--help'], { program: 'database-migration-tool' });
  assert.deepEqual([bare.exit, bare.out], [0, group.out]);
  assert.equal(seed.out, group.out);
  assert.match(group.out, /USAGE\n {2}trivet db COMMAND [^]*COMMANDS\n[^]*db lint /);
  const command = await trivet(['db', 'lint', '--help']);
  assert.match(command.out, /USAGE\n {2}trivet db lint \[FILE\|DIR\.\.\.\] \[options\]\n/);
});

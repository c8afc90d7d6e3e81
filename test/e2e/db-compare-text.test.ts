import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { type Outcome, temporaryFolder, trivet } from '../support/trivet.ts';

/** What a person sees who compares these two. */
function compared(
  t: TestContext,
  before: string,
  after: string,
  ...args: readonly string[]
): Promise<Outcome> {
  const cwd = temporaryFolder(t);
  writeFileSync(join(cwd, 'old.sql'), before);
  writeFileSync(join(cwd, 'new.sql'), after);
  return trivet(['db', 'compare', 'new.sql', '--from', 'old.sql', ...args], { cwd });
}

const users = 'CREATE TABLE users (id int PRIMARY KEY, name text, born date);';

test('without a difference there is one line', async (t) => {
  const { exit, out, err } = await compared(t, users, users, '--check');
  assert.deepEqual([exit, out, err], [0, 'No changes: old.sql is what new.sql says.\n', '']);
});

test('a small change is shown in full, with its hazards by step', async (t) => {
  const { exit, out } = await compared(
    t,
    users,
    'CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL); CREATE INDEX users_name ON users (name);',
  );
  assert.equal(exit, 0);
  assert.match(out, /CHANGES \(4 steps\):\n {2}1\. /);
  assert.match(out, /lock: ACCESS EXCLUSIVE/);
  const [, place] = /(\d)\. ALTER TABLE public\.users DROP COLUMN born\n/.exec(out) ?? [];
  assert.ok(out.includes(`\nHAZARDS:\n  data-loss: step ${place}\n`), out);
  assert.match(out, /"trivet explain data-loss" says what that means\./);
  assert.match(out, /refuses the loss of data without --allow data-loss\./);
  assert.match(
    out,
    /\n\nProven on embedded PostgreSQL [^\n]*: there and back\.\nNothing was written; /,
  );
});

const many = (rest: string): string =>
  Array.from({ length: 30 }, (_, n) => `CREATE TABLE t${n} (id int PRIMARY KEY, ${rest});`).join(
    '\n',
  );

test('of many steps each has a line, and their hazards are together', async (t) => {
  const args = [many('a int'), many('a bigint')] as const;
  const { out } = await compared(t, ...args);
  assert.match(out, /CHANGES \(30 steps\)/);
  assert.doesNotMatch(out, /lock:/);
  assert.match(out, /table-rewrite: steps 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 20 more\n/);
  assert.ok(out.split('\n').length < 30 + 20, `${out.split('\n').length} lines`);
  assert.match((await compared(t, ...args, '--verbose')).out, /30\. .*\n {5}lock: /);
});

test('a check says why it fails, and not how to write files', async (t) => {
  const { exit, out, err } = await compared(
    t,
    users,
    `${users} CREATE TABLE a (id int);`,
    '--check',
  );
  assert.equal(exit, 1);
  assert.doesNotMatch(out, /Nothing was written|HAZARDS/);
  assert.equal(err, 'failed: old.sql is 1 step away from new.sql (--check)\n');
});

test('what the shadow does not have is said with what to do', async (t) => {
  const { exit, err } = await compared(t, users, `${users}\nCREATE EXTENSION nowhere;`);
  assert.equal(exit, 2);
  assert.match(err, /new\.sql:2:1: extension "nowhere" is not available/);
  assert.match(err, /next: Use --shadow URL with a server that has the extension\./);
});

import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { hasPty, startInPty } from '../support/pty.ts';
import { temporaryFolder, trivet } from '../support/trivet.ts';

const before = `
  CREATE TABLE users (id integer PRIMARY KEY, name text);
  CREATE TABLE orders (id integer PRIMARY KEY, total numeric);`;
const after = before.replace('name text', 'full_name text').replace('TABLE orders', 'TABLE sales');

const ofTable = 'Is table orders renamed to sales? [y/N] ';
const ofColumn = 'Is column users.name renamed to users.full_name? [y/N] ';

function project(t: TestContext): string {
  const cwd = temporaryFolder(t);
  writeFileSync(join(cwd, 'old.sql'), before);
  writeFileSync(join(cwd, 'new.sql'), after);
  return cwd;
}

const call: readonly string[] = ['db', 'compare', 'new.sql', '--from', 'old.sql'];

describe(
  'renames on a terminal',
  { skip: hasPty ? false : 'nothing here gives a terminal' },
  () => {
    test('each is asked for, and only a yes is one', async (t) => {
      const run = startInPty(call, { cwd: project(t) });
      await run.shows(ofTable);
      run.type('y\n');
      await run.shows(ofColumn);
      run.type('\n');
      const { exit, screen } = await run.end();
      assert.equal(exit, 0);
      assert.match(screen, /ALTER TABLE public\.orders RENAME TO sales/);
      assert.match(screen, /DROP COLUMN name/);
      assert.match(screen, /Proven on .*: there and back/);
      assert.doesNotMatch(screen, /--rename/);
    });

    test('answers may come before their questions', async (t) => {
      const run = startInPty(call, { cwd: project(t) });
      run.type('no\nYES\n');
      const { exit, screen } = await run.end();
      assert.equal(exit, 0);
      assert.match(screen, /DROP TABLE public\.orders/);
      assert.match(screen, /ALTER TABLE public\.users RENAME COLUMN name TO full_name/);
    });

    test('Ctrl-C at a question ends it all', async (t) => {
      const cwd = project(t);
      const run = startInPty([...call, '--output', 'migrations'], { cwd });
      await run.shows(ofTable);
      run.type('\u0003');
      const { exit, screen } = await run.end();
      assert.equal(exit, 130);
      assert.match(screen, /\[INTERRUPTED\]/);
      assert.deepEqual(readdirSync(cwd).toSorted(), ['new.sql', 'old.sql']);
    });

    test('the end of the input is a no', async (t) => {
      const run = startInPty(call, { cwd: project(t) });
      await run.shows(ofTable);
      run.type('\u0004');
      const { exit, screen } = await run.end();
      assert.equal(exit, 0);
      assert.doesNotMatch(screen, /RENAME/);
    });

    const silent: readonly (readonly [
      args: readonly string[],
      env: Readonly<Record<string, string>>,
    ])[] = [
      [['--no-input'], {}],
      [['--json'], {}],
      [['--check'], {}],
      [[], { CI: 'true' }],
    ];
    for (const [args, env] of silent) {
      test(`nobody is asked with ${JSON.stringify([args, env])}`, async (t) => {
        const run = startInPty([...call, ...args], { cwd: project(t), env });
        const { screen } = await run.end();
        assert.doesNotMatch(screen, /\[y\/N\]/);
        assert.match(screen, /--rename orders=sales/);
        assert.match(screen, /--rename users\.name=users\.full_name/);
      });
    }
  },
);

test('elsewhere there is only a hint, which can be pasted', async (t) => {
  const cwd = project(t);
  writeFileSync(
    join(cwd, 'old.sql'),
    'CREATE TABLE users (id integer PRIMARY KEY, "full Name" text)',
  );
  writeFileSync(join(cwd, 'new.sql'), 'CREATE TABLE users (id integer PRIMARY KEY, "Name" text)');
  const { err } = await trivet([...call], { cwd, input: 'y\n' });
  const [, hint = ''] = /--rename '(.*)' keeps its values/.exec(err) ?? [];
  assert.equal(hint, 'users."full Name"=users."Name"');
  const { out } = await trivet([...call, '--rename', hint], { cwd });
  assert.match(out, /RENAME COLUMN "full Name" TO "Name"/);
});

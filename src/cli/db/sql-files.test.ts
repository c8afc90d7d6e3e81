import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { temporaryFolder } from '../../../test/support/trivet.ts';
import { readSqlFiles } from './sql-files.ts';

function folderOf(t: TestContext, names: readonly string[]): string {
  const folder = temporaryFolder(t);
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), `-- ${name}`);
  }
  return folder;
}

const noInput = (): Promise<string> => Promise.reject(new Error('nobody asked for standard input'));

test('a folder stands for the .sql files below it, in their order, without the ways back', async (t) => {
  const cwd = folderOf(t, [
    'm/002_b.sql',
    'm/001_a.sql',
    'm/001_a_rollback.sql',
    'm/001_a.down.sql',
    'm/2020/up.sql',
    'm/2020/down.sql',
    'm/.hidden/x.sql',
    'm/node_modules/x/y.sql',
    'm/README.md',
    'm/V10__j.sql',
    'm/V9__i.sql',
    'm/U9__i.sql',
  ]);
  assert.deepEqual(await readSqlFiles(['m'], cwd, noInput), [
    { name: 'm/001_a.sql', text: '-- m/001_a.sql' },
    { name: 'm/002_b.sql', text: '-- m/002_b.sql' },
    { name: 'm/2020/up.sql', text: '-- m/2020/up.sql' },
    { name: 'm/V9__i.sql', text: '-- m/V9__i.sql' },
    { name: 'm/V10__j.sql', text: '-- m/V10__j.sql' },
  ]);
});

test('a file that is named is read, whatever its name; - is standard input', async (t) => {
  const cwd = folderOf(t, ['a.down.sql', 'b.txt']);
  const files = await readSqlFiles(['a.down.sql', '-', 'b.txt'], cwd, () =>
    Promise.resolve('SELECT 1'),
  );
  assert.deepEqual(
    files.map(({ name }) => name),
    ['a.down.sql', '-', 'b.txt'],
  );
  assert.equal(files[1]?.text, 'SELECT 1');
});

test('what is not there, and a folder without migrations, are refused', async (t) => {
  const cwd = folderOf(t, ['m/README.md']);
  await assert.rejects(readSqlFiles(['x.sql'], cwd, noInput), {
    code: 'INPUT_NOT_FOUND',
    message: 'There is no file or folder x.sql.',
  });
  await assert.rejects(readSqlFiles(['m'], cwd, noInput), {
    code: 'INPUT_NOT_FOUND',
    message: 'There is no .sql file in m.',
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TrivetError } from '../base/errors.ts';
import { checkPaths } from './safe-path.ts';

for (const path of ['../a.ts', '/etc/a.ts', 'src/../../a.ts', 'C:/a.ts', 'a\0.ts', 'src\\a.ts']) {
  test(`${JSON.stringify(path)} leads out of the output folder`, () => {
    assert.throws(
      () => checkPaths([path]),
      (error) => error instanceof TrivetError && error.code === 'OUTPUT_OUTSIDE',
    );
  });
}

for (const path of ['nul.ts', 'src/COM1', 'a./b.ts', 'a//b.ts', 'what?.ts', 'x'.repeat(300)]) {
  test(`planning ${path.slice(0, 20)} is a bug: some systems cannot hold it`, () => {
    assert.throws(() => checkPaths([path]), /not every system/);
  });
}

test('planning two files that differ only in case is a bug', () => {
  assert.throws(() => checkPaths(['src/a.ts', 'src/A.ts']), /Planned twice/);
});

test('ordinary paths pass', () => {
  checkPaths([
    'src/a.ts',
    '.env.example',
    '.oxlintrc.json',
    'src/routes/index.gen.ts',
    'console.ts',
  ]);
});

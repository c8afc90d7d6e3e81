import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../../test/support/trivet.ts';
import { prepareWholeFile, writeWholeFile } from './whole-file.ts';

test('a file appears whole, replaces what was there, and leaves nothing beside it', (t) => {
  const folder = temporaryFolder(t);
  const file = { name: 'out/report.html', path: join(folder, 'out/report.html') };
  prepareWholeFile(file);
  assert.deepEqual(readdirSync(join(folder, 'out')), []);
  writeWholeFile(file, 'one');
  writeWholeFile(file, 'two');
  assert.equal(readFileSync(file.path, 'utf8'), 'two');
  assert.deepEqual(readdirSync(join(folder, 'out')), ['report.html']);
});

test('what cannot be written is said before the work', (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'plain'), '');
  mkdirSync(join(folder, 'there'));
  for (const name of ['plain/report.html', 'there']) {
    assert.throws(() => prepareWholeFile({ name, path: join(folder, name) }), {
      name: 'TrivetError',
      code: 'OUTPUT_UNWRITABLE',
    });
  }
  assert.deepEqual(readdirSync(folder).toSorted(), ['plain', 'there']);
});

test('a folder that nobody can write to is one sentence', { skip: !hasProc() }, () => {
  assert.throws(() => writeWholeFile({ name: 'x', path: '/proc/trivet/x' }, 'x'), {
    code: 'OUTPUT_UNWRITABLE',
  });
});

function hasProc(): boolean {
  return readdirSync('/').includes('proc');
}

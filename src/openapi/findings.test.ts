import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { finding, openApiFindingIds } from './findings.ts';

const folder = new URL('findings/', import.meta.url);

test('every finding has a page, and every page a finding', () => {
  const pages = readdirSync(folder).map((name) => name.replace(/\.md$/, ''));
  assert.deepEqual(pages.toSorted(), openApiFindingIds.toSorted());
});

test('every page says what happens, how to mend it and where the rule comes from', () => {
  for (const name of readdirSync(folder)) {
    const page = readFileSync(new URL(name, folder), 'utf8');
    assert.ok(page.startsWith(`# ${name.replace(/\.md$/, '')}\n`), name);
    for (const heading of ['What happens', 'Fix', 'Source']) {
      assert.ok(page.includes(`\n## ${heading}\n`), `${name}: ${heading}`);
    }
  }
});

test('the key of a finding outlives edits elsewhere in the document, and moves of the folder', () => {
  const place = { file: '/home/me/api.yaml', line: 7, column: 3, pointer: '#/paths/~1a' };
  const one = finding('dangling-ref', 'error', 'A title.', place, 'A fix.');
  const moved = { ...place, file: 'api.yaml', line: 9 };
  assert.equal(finding('dangling-ref', 'error', 'Other words.', moved, '').key, one.key);
  assert.notEqual(finding('dangling-ref', 'error', 'A title.', place, '', 'id').key, one.key);
});

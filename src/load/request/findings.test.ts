import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { requestFindingIds } from './findings.ts';

const pages = new URL('findings/', import.meta.url);

test('every finding has a page that says how to fix it, and every page a finding', () => {
  const names = readdirSync(pages);
  assert.deepEqual(
    names.toSorted(),
    requestFindingIds.map((id) => `${id}.md`),
  );
  for (const name of names) {
    const page = readFileSync(new URL(name, pages), 'utf8');
    assert.ok(page.startsWith(`# ${name.slice(0, -'.md'.length)}\n`), name);
    assert.match(page, /^## Fix$/m, name);
  }
});

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findingsIn } from '../../../test/support/hazards.ts';
import type { Finding } from '../../base/finding.ts';
import { hazards, isBlocking } from './index.ts';

const page = (id: string): string => readFileSync(`${import.meta.dirname}/${id}/hazard.md`, 'utf8');

test('every hazard has its folder with code, page and test, and every folder is in the list', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'acts')
    .map(({ name }) => name);
  assert.deepEqual(folders.toSorted(), hazards.map(({ id }) => id).toSorted());
  for (const folder of folders) {
    for (const file of ['hazard.ts', 'hazard.md', 'hazard.test.ts']) {
      const path = `${import.meta.dirname}/${folder}/${file}`;
      assert.ok(existsSync(path), path);
    }
  }
});

test('every page has the same sections', () => {
  for (const { id } of hazards) {
    const [title, ...sections] = [...page(id).matchAll(/^#+ (.*)$/gm)].map(([, text]) => text);
    assert.equal(title, id);
    assert.deepEqual(sections, ['What it means', 'Evidence', 'How to fix', 'Source'], id);
  }
});

test('what only --pedantic says is said to be so, and nothing else', () => {
  for (const { id, pedantic } of hazards) {
    assert.equal(/only with\s+`--pedantic`/i.test(page(id)), pedantic === true, id);
  }
});

test('what a page tells to do is free of its hazard', async () => {
  for (const { id } of hazards) {
    const [, fix = ''] = /^## How to fix$(.*)^## Source$/ms.exec(page(id)) ?? [];
    const blocks = [...fix.matchAll(/^```sql\n(.*?)^```$/gms)].map(([, sql = '']) => sql);
    assert.notEqual(blocks.length, 0, id);
    for (const sql of blocks) {
      const found = (await findingsIn(sql, { pedantic: true })).filter((one) => one.id === id);
      assert.deepEqual(found, [], `${id}: ${sql}`);
    }
  }
});

test('migrate is to refuse what loses data, not what has nothing to lose', () => {
  const loss: Finding = {
    id: 'data-loss',
    severity: 'error',
    title: 'It loses t.',
    key: 'data-loss t',
  };
  assert.equal(isBlocking(loss), true);
  assert.equal(isBlocking({ ...loss, severity: 'info' }), false);
  assert.equal(isBlocking({ ...loss, id: 'table-rewrite' }), false);
});

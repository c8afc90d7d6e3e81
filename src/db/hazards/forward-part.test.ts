import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forwardPart } from './forward-part.ts';

test('files that are made for trivet are known', () => {
  for (const [mode, outsideTransactions] of [
    ['whole', false],
    ['parts', true],
    ['none', true],
  ] as const) {
    const text = `-- trivet:migration x\n-- trivet:transaction ${mode}\nSELECT 1;`;
    assert.deepEqual(forwardPart(text), { text, outsideTransactions, resumable: true });
  }
});

test('so are those that ask another tool for no transaction', () => {
  const text = '-- +goose NO TRANSACTION\nSELECT 1;';
  assert.deepEqual(forwardPart(text), { text, outsideTransactions: true, resumable: false });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columns } from './columns.ts';

test('columns are as wide as their widest cell, whatever the formatting', () => {
  const rows = columns(
    [
      ['', 'A', 'verdict'],
      ['p50', '1,247', '\u001b[31mslower\u001b[39m'],
      ['throughput', '9', 'equivalent'],
    ],
    ['<', '>', '>'],
  );
  assert.deepEqual(rows, [
    '                 A      verdict',
    'p50          1,247       \u001b[31mslower\u001b[39m',
    'throughput       9   equivalent',
  ]);
});

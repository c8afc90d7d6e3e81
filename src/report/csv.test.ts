import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csv } from './csv.ts';

test('cells are quoted where they must be, and only there (RFC 4180)', () => {
  const table = csv(
    ['name', 'count'],
    [
      ['plain', 1],
      ['a, b', 2.5],
      ['say "hi"', undefined],
      ['two\nlines', Number.NaN],
    ],
  );
  assert.equal(table, 'name,count\r\nplain,1\r\n"a, b",2.5\r\n"say ""hi""",\r\n"two\nlines",\r\n');
});

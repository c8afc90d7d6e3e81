import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutConstants } from './without-constants.ts';

for (const [expression, expected] of [
  [`(orders.status = 'it''s'::text)`, '(orders.status = ?::text)'],
  ['((t1.a > 42) AND (t1.b < 1.5e3))', '((t1.a > ?) AND (t1.b < ?))'],
  [`("a 1"."b'c" = $1)`, `("a 1"."b'c" = $1)`],
  [`(note ~~ E'a\\\\b%'::text)`, '(note ~~ ?::text)'],
] as const) {
  test(`${expression} → ${expected}`, () => {
    assert.equal(withoutConstants(expression), expected);
  });
}

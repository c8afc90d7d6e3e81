import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseBackfill } from './backfill.ts';

test('a column and what to fill it with', async () => {
  for (const [argument, column, expression] of [
    ['users.name=first_name', 'public.users.name', 'first_name'],
    ["app.users.name = first_name || ' ' || last_name", 'app.users.name', undefined],
    ['"App".users."full name"=upper("first name")', '"App".users."full name"', undefined],
    ['a."x.y".c=\'=\'', 'a."x.y".c', "'='"],
    ['a.t.flag=(a = b)', 'a.t.flag', '(a = b)'],
  ] as const) {
    const parsed = await parseBackfill(argument);
    assert.equal(parsed.column, column);
    if (expression !== undefined) assert.equal(parsed.expression, expression);
  }
});

test('without an expression it is the default of the column', async () => {
  assert.deepEqual(await parseBackfill('users.token'), {
    column: 'public.users.token',
    expression: undefined,
  });
});

for (const argument of [
  'name=1',
  'a.b.c.d=1',
  'users.name=',
  'users.name=a b c(',
  'users.name=1), (2',
  'users.name=1); DROP TABLE users; SELECT (1',
  'users.name=1) FROM users WHERE (true',
]) {
  test(`refused: ${argument}`, async () => {
    await assert.rejects(parseBackfill(argument), { code: 'USAGE', message: /^--backfill / });
  });
}

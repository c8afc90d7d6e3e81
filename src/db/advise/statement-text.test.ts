import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  filledIn,
  limitParameters,
  readsOnlyCatalogs,
  repairedStatement,
} from './statement-text.ts';

test('what the grammar has no room for is written otherwise', async () => {
  const cases: readonly (readonly [string, string])[] = [
    ['SELECT now() - interval $1', 'SELECT now() - $1::interval'],
    ['SELECT * FROM t WHERE d = date $2;', 'SELECT * FROM t WHERE d = $2::date'],
    ['SELECT extract($1 from t) FROM t', 'SELECT extract(epoch from t) FROM t'],
    ['SELECT 1 WHERE a IN ($1 /*, ... */)', 'SELECT 1 WHERE a IN ($1)'],
    ['/* route=x */ SELECT $1 -- why', 'SELECT $1'],
  ];
  for (const [text, expected] of cases) assert.equal(await repairedStatement(text), expected);
});

test('literals go where the parameters were, and nowhere else', async () => {
  const text = "SELECT '$1', $1, \"$2\", $2 || 'ä' || $10";
  const filled = await filledIn(text, (number) => `<${number}>`);
  assert.equal(filled, "SELECT '$1', <1>, \"$2\", <2> || 'ä' || <10>");
});

test('parameters that limit, at any depth', async () => {
  const text = 'SELECT * FROM (SELECT * FROM t LIMIT $2 OFFSET $1) x WHERE a = $3 LIMIT $4';
  assert.deepEqual(
    [...(await limitParameters(text))].toSorted(([a], [b]) => a - b),
    [
      [1, 'offset'],
      [2, 'limit'],
      [4, 'limit'],
    ],
  );
});

test('statements about the server itself are told from those about data', async () => {
  assert.equal(
    await readsOnlyCatalogs('SELECT * FROM pg_class c JOIN pg_catalog.pg_namespace n ON true'),
    true,
  );
  assert.equal(await readsOnlyCatalogs('SELECT count(*) FROM information_schema.tables'), true);
  assert.equal(await readsOnlyCatalogs('SELECT 1'), true);
  assert.equal(await readsOnlyCatalogs('SELECT * FROM orders o, pg_class'), false);
  assert.equal(await readsOnlyCatalogs('UPDATE orders SET a = $1'), false);
  assert.equal(await readsOnlyCatalogs('DELETE FROM shop.orders WHERE a = $1'), false);
});

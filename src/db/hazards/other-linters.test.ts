import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findingsIn } from '../../../test/support/hazards.ts';
import { hazards } from './index.ts';

const document = readFileSync(new URL('../../../docs/hazards.md', import.meta.url), 'utf8');
const [, listed = '', mapped = ''] = document.split(/^\| (?:hazard|rule) \|.*$/m);
const rows = (table: string): readonly (readonly string[])[] =>
  [...table.matchAll(/^\| (.*) \|$/gm)]
    .map(([, cells = '']) => cells.split(' | '))
    .filter(([first]) => first !== '---');

/** As its documentation lists them, in version 2. */
const squawk =
  `adding-field-with-default adding-foreign-key-constraint adding-not-null-field adding-primary-key-constraint
  adding-required-field ban-alter-domain-with-add-constraint ban-char-field ban-concurrent-index-creation-in-transaction
  ban-create-domain-with-constraint ban-drop-column ban-drop-database ban-drop-not-null ban-drop-table
  ban-duplicate-column-assignments ban-truncate-cascade ban-uncommitted-transaction changing-column-type
  constraint-missing-not-valid disallow-unique-constraint identifier-too-long prefer-bigint-over-int
  prefer-bigint-over-smallint prefer-identity prefer-repack prefer-robust-stmts prefer-text-field prefer-timestamptz
  renaming-column renaming-table require-concurrent-index-creation require-concurrent-index-deletion
  require-concurrent-partition-detach require-concurrent-reindex require-enum-value-ordering require-table-schema
  require-timeout-settings transaction-nesting`.split(/\s+/);

/** What its documentation calls dangerous on PostgreSQL, in a word of its own. */
const strongMigrations = [
  'removing a column',
  'changing the type',
  'renaming a column',
  'renaming a table',
  'renaming a schema',
  'with force',
  'auto-incrementing',
  'stored generated',
  'check constraint',
  'foreign key',
  'unique constraint',
  'exclusion constraint',
  'json column',
  'volatile default',
  'setting NOT NULL',
  'backfilling in the same transaction',
  'without batches',
  'not concurrently',
  'reference with an index',
  'more than three columns',
];

test('every rule of squawk has its row', () => {
  const names = rows(mapped).flatMap(([rule = '']) => /^squawk `(.*)`$/.exec(rule)?.[1] ?? []);
  assert.deepEqual(names, squawk);
});

test('every check of strong_migrations has its row', () => {
  const names = rows(mapped).flatMap(
    ([rule = '']) => /^strong_migrations: (.*)$/.exec(rule)?.[1] ?? [],
  );
  assert.equal(names.length, strongMigrations.length);
  for (const word of strongMigrations)
    assert.ok(
      names.some((name) => name.includes(word)),
      word,
    );
});

for (const [rule = '', hazard = '', example = ''] of rows(mapped)) {
  test(`${rule} is covered by ${hazard}`, async () => {
    const found = await findingsIn(example.slice(1, -1), { pedantic: true });
    assert.ok(
      found.some(({ id }) => `\`${id}\`` === hazard),
      `${example} has only ${found.map(({ id }) => id).join(', ')}`,
    );
  });
}

test('the list has all hazards, in their order, and says when each is said', () => {
  const said = hazards.map(({ id, pedantic, blocking }) => {
    const refused =
      blocking === true ? `; \`trivet db migrate\` refuses it without \`--allow ${id}\`` : '';
    return [`\`${id}\``, pedantic === true ? 'with `--pedantic`' : `always${refused}`];
  });
  assert.deepEqual(
    rows(listed).map(([id, , when]) => [id, when]),
    said,
  );
});

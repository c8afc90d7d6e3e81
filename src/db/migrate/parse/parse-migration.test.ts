import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TransactionMode } from '../migration.ts';
import { parseMigration } from './parse-migration.ts';

/** Each part as its statements; in brackets where it is a transaction. */
async function partsOf(text: string, mode?: TransactionMode): Promise<readonly string[]> {
  const { parts } = await parseMigration('m', { path: 'm.sql', text }, mode);
  return parts.map(({ transactional, statements }) => {
    const sql = statements.map((each) => each.sql).join('; ');
    return transactional ? `[${sql}]` : sql;
  });
}

test('a file that says nothing is one transaction', async () => {
  assert.deepEqual(await partsOf('CREATE TABLE a (); -- x\nCREATE TABLE b ();'), [
    '[CREATE TABLE a (); CREATE TABLE b ()]',
  ]);
  assert.deepEqual(await partsOf('-- nothing\n'), []);
});

test('unless something in it cannot be in one: then each statement by itself', async () => {
  assert.deepEqual(
    await partsOf('CREATE TABLE a (); CREATE INDEX CONCURRENTLY ON a (b); VACUUM a'),
    ['[CREATE TABLE a ()]', 'CREATE INDEX CONCURRENTLY ON a (b)', 'VACUUM a'],
  );
});

test('transactions that are written out are kept, and what is between them stands by itself', async () => {
  const text = `-- trivet:transaction parts
    BEGIN; SELECT 1; SAVEPOINT s; SELECT 2; COMMIT;
    SELECT 3; START TRANSACTION; SELECT 4; END; DROP INDEX CONCURRENTLY i;`;
  assert.deepEqual(await partsOf(text), [
    '[SELECT 1; SAVEPOINT s; SELECT 2]',
    '[SELECT 3]',
    '[SELECT 4]',
    'DROP INDEX CONCURRENTLY i',
  ]);
});

test('procedures run without a transaction only where the file says so', async () => {
  assert.deepEqual(await partsOf('CALL p()'), ['[CALL p()]']);
  assert.deepEqual(await partsOf('-- trivet:transaction none\nCALL p(); SELECT 1'), [
    'CALL p()',
    '[SELECT 1]',
  ]);
  assert.deepEqual(await partsOf('CALL p()', 'none'), ['CALL p()']);
});

const wrong: readonly (readonly [text: string, message: RegExp])[] = [
  ['BEGIN; SELECT 1;', /^m\.sql:1:1: this transaction is never ended/],
  ['SELECT 1;\nCOMMIT;', /^m\.sql:2:1: no transaction is open/],
  ['BEGIN; BEGIN; COMMIT;', /^m\.sql:1:8: a transaction is open already/],
  ['SELECT 1; ROLLBACK;', /^m\.sql:1:11: a migration is applied as a whole/],
  ['-- trivet:transaction whole\nVACUUM;', /^m\.sql:2:1: PostgreSQL refuses this statement/],
  ['BEGIN;\n  CREATE INDEX CONCURRENTLY ON a (b);\nCOMMIT;', /^m\.sql:2:3: PostgreSQL refuses/],
  ['-- trivet:transaction some\nSELECT 1;', /^m\.sql:1:1: "some" is no way to run a migration/],
  ['COPY t FROM stdin;\n1\n\\.\n', /^m\.sql:1:1: copying from the client needs psql/],
];

for (const [text, message] of wrong) {
  test(`refused: ${JSON.stringify(text)}`, async () => {
    await assert.rejects(partsOf(text), { code: 'SQL_FAILED', message });
  });
}

test('a checksum is of what the file says, not of how an editor saved it', async () => {
  assert.equal(await sumOf('SELECT 1;\nSELECT 2;\n'), await sumOf('\uFEFFSELECT 1;\r\nSELECT 2;'));
  assert.notEqual(await sumOf('SELECT 1;'), await sumOf('SELECT 2;'));
});

async function sumOf(text: string): Promise<string> {
  return (await parseMigration('m', { path: 'm.sql', text })).checksum;
}

test('what a file says that it loses is kept', async () => {
  const text =
    '-- trivet:loses the column a\n-- trivet:loses the table b\nSELECT 1;\n-- trivet:loses c';
  const { loses } = await parseMigration('m', { path: 'm.sql', text });
  assert.deepEqual(loses, ['the column a', 'the table b']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCatalog } from '../../postgres/catalog/read.ts';
import { openShadow } from '../../postgres/shadow/open-shadow.ts';
import { knowledgeOf } from './catalog-knowledge.ts';
import { lintMigration } from './lint.ts';
import { sizeFinder } from './find-size.ts';

test('a database that is known makes the difference', async () => {
  await using shadow = await openShadow({ major: 18, user: 'postgres' });
  await using database = await shadow.createDatabase();
  const { session } = database;
  await session.execute(`
    CREATE TABLE t (a varchar(20), b numeric(10, 2), c int NOT NULL, d int, e int, "F" int,
      CONSTRAINT d_set CHECK (d IS NOT NULL));
    ALTER TABLE t ADD CONSTRAINT e_set CHECK (e IS NOT NULL) NOT VALID;
    CREATE INDEX i ON t (a);
    CREATE FUNCTION settled() RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END';
    CREATE FUNCTION unsettled() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'`);
  const catalog = await readCatalog(session);
  const idsOf = async (sql: string): Promise<readonly string[]> => {
    const statements = [{ sql, line: 1, column: 1, offset: 0 }];
    const context = { major: 18, knowledge: await knowledgeOf(catalog) };
    const { findings } = await lintMigration({ file: 'x', text: sql, statements }, context);
    return findings.map(({ id, severity }) => `${severity} ${id}`);
  };
  assert.deepEqual(await idsOf('ALTER TABLE t ALTER a TYPE text, ALTER b TYPE numeric(12, 2)'), []);
  assert.deepEqual(await idsOf('ALTER TABLE t ALTER b TYPE numeric(12, 1)'), [
    'error data-loss',
    'error table-rewrite',
    'warning breaks-clients',
  ]);
  assert.deepEqual(await idsOf('ALTER TABLE t ALTER c SET NOT NULL, ALTER d SET NOT NULL'), []);
  const scans = ['error full-scan-under-lock', 'error full-scan-under-lock'];
  assert.deepEqual(
    await idsOf('ALTER TABLE t ALTER e SET NOT NULL, ALTER "F" SET NOT NULL'),
    scans,
  );
  assert.deepEqual(await idsOf('ALTER TABLE t ADD x int DEFAULT settled()'), []);
  assert.deepEqual(await idsOf('ALTER TABLE t ADD x int DEFAULT unsettled()'), [
    'error table-rewrite',
  ]);
});

test('a size is found by the name as a statement has it, where it can only be one table', () => {
  const size = { rows: 1, sizeBytes: 8192 };
  const find = sizeFinder(
    new Map([
      ['a.t', size],
      ['b.t', { ...size, rows: 2 }],
      ['a."U"', size],
    ]),
  );
  assert.deepEqual(find('b.t'), { rows: 2, sizeBytes: 8192 });
  assert.equal(find('t'), undefined);
  assert.equal(find('c.t'), undefined);
  assert.equal(find('"U"'), size);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readCatalog } from '../../postgres/catalog/read.ts';
import type { Catalog } from '../../postgres/catalog/catalog.ts';
import { openShadow } from '../../postgres/shadow/open-shadow.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import { catalogDifferences } from './catalog-differences.ts';
import { startAt } from './start.ts';

let shadow: Shadow;
before(async () => {
  shadow = await openShadow({ major: 18, user: 'postgres' });
});
after(async () => {
  await shadow[Symbol.asyncDispose]();
});

const more = Array.from(
  { length: 20 },
  (_, n) => `CREATE TABLE more${n} (id int PRIMARY KEY, a int);`,
);

async function catalogOf(sql: string): Promise<Catalog> {
  await using database = await shadow.createDatabase();
  await database.session.execute(more.join(' ') + sql);
  return await readCatalog(database.session);
}

/** Makes the source where the target is; whether that sufficed, and in what order the columns of `t` are. */
async function startFrom(
  sourceSql: string,
  targetSql: string,
): Promise<{ readonly inPlace: boolean; readonly columns: string }> {
  const source = await catalogOf(sourceSql);
  await using database = await shadow.createDatabase();
  await database.session.execute(more.join(' ') + targetSql);
  const holds = await readCatalog(database.session);
  await using start = await startAt({ catalog: source }, { database, holds }, shadow);
  assert.deepEqual(catalogDifferences(start.built, source), []);
  const [row] = await start.session.query<{ columns: string }>(
    `SELECT string_agg(attname, ' ' ORDER BY attnum) AS columns FROM pg_attribute
     WHERE attrelid = 't'::regclass AND attnum > 0 AND NOT attisdropped`,
  );
  return { inPlace: start.session === database.session, columns: row?.columns ?? '' };
}

test('a source that is nearly the target is made from it', async () => {
  const found = await startFrom(
    'CREATE TABLE t (a int, b int)',
    'CREATE TABLE t (a int, b int, c int)',
  );
  assert.deepEqual(found, { inPlace: true, columns: 'a b' });
});

test('columns are in the order of the source', async () => {
  const found = await startFrom(
    'CREATE TABLE t (a int, b int, c int)',
    'CREATE TABLE t (a int, c int)',
  );
  assert.deepEqual(found, { inPlace: false, columns: 'a b c' });
});

test('a source that is something else is made anew', async () => {
  const tables = Array.from(
    { length: 30 },
    (_, n) => `CREATE TABLE other${n} (id int PRIMARY KEY, a int);`,
  );
  const found = await startFrom('CREATE TABLE t (a int)', tables.join(' '));
  assert.deepEqual(found, { inPlace: false, columns: 'a' });
});

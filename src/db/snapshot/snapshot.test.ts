import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Catalog } from '../../postgres/catalog/catalog.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import { openShadow } from '../../postgres/shadow/open-shadow.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import { pairs } from '../../../test/pairs/index.ts';
import { assertConforms } from '../../../test/support/published-schema.ts';
import { catalogDifferences } from '../compare/catalog-differences.ts';
import { compareSchemas } from '../compare/compare.ts';
import { isSnapshot, readSnapshot } from './read-snapshot.ts';
import { snapshotText } from './write-snapshot.ts';

/** Everything that the pairs have, and so at least one object of each kind. */
async function everything(shadow: Shadow): Promise<Catalog> {
  await shadow.ensureRoles(['reader', 'writer']);
  await using database = await shadow.createDatabase();
  const { session } = database;
  for (const { name, since = 0, both = '', new: after = '' } of pairs) {
    if (since > shadow.major) continue;
    await session.execute(`CREATE SCHEMA "${name}"; SET search_path = "${name}"; ${both}`);
    await session.execute(after);
  }
  return await readCatalog(session);
}

async function catalogOf(shadow: Shadow, sql: string): Promise<Catalog> {
  await using database = await shadow.createDatabase();
  await database.session.execute(sql);
  return await readCatalog(database.session);
}

for (const major of [14, 18]) {
  test(`all kinds of PostgreSQL ${major} come back as they were`, async () => {
    await using shadow = await openShadow({ major, user: 'postgres' });
    const catalog = await everything(shadow);
    const text = snapshotText(catalog);
    assert.ok(isSnapshot(text));
    assertConforms(JSON.parse(text));
    const read = readSnapshot(text, 'schema.json');
    assert.deepEqual(catalogDifferences(read, catalog), []);
    assert.equal(snapshotText(read), text);
    assert.deepEqual([read.major, read.user], [major, 'postgres']);
  });
}

test('an empty schema has a snapshot, too', async () => {
  await using shadow = await openShadow({ major: 18, user: 'postgres' });
  const text = snapshotText(await catalogOf(shadow, 'DROP SCHEMA public'));
  assertConforms(JSON.parse(text));
  assert.equal(readSnapshot(text, 'schema.json').objects.size, 0);
});

const older = `
  CREATE TYPE mood AS ENUM ('good', 'bad');
  CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, state varchar(9) CHECK (state IN ('on', 'off')), mood mood);
  CREATE TABLE posts (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, author int NOT NULL REFERENCES users, body text DEFAULT '');
  CREATE INDEX posts_lower ON posts (lower(body)) WHERE body <> '';
  CREATE VIEW writers AS SELECT u.id, u.name, count(*) AS posts FROM users u JOIN posts p ON p.author = u.id GROUP BY u.id;
  CREATE FUNCTION hello(name text) RETURNS text LANGUAGE sql AS $$ SELECT 'hello ' || name $$;`;

/** What the schema `public` is like from PostgreSQL 15 on. */
const publicSince15 =
  'ALTER SCHEMA public OWNER TO pg_database_owner; REVOKE CREATE ON SCHEMA public FROM PUBLIC;';

test('a schema of PostgreSQL 14 is the same on 18', async () => {
  await using old = await openShadow({ major: 14, user: 'postgres' });
  const snapshot = readSnapshot(
    snapshotText(await catalogOf(old, older + publicSince15)),
    'schema.json',
  );
  await using shadow = await openShadow({ major: 18, user: 'postgres' });
  const catalog = await catalogOf(shadow, older);
  const nothing = { source: [], target: [], migration: [], rollback: [] };
  for (const [source, target] of [
    [snapshot, catalog],
    [catalog, snapshot],
  ] as const) {
    const result = await compareSchemas({
      source: { catalog: source },
      target: { catalog: target },
      shadow,
    });
    assert.deepEqual(
      result.migration.map(({ sql }) => sql),
      [],
    );
    assert.deepEqual([result.equal, result.unproven], [true, nothing]);
  }
});

test('from a schema of PostgreSQL 14 to another on 18, proven', async () => {
  await using old = await openShadow({ major: 14, user: 'postgres' });
  const snapshot = await catalogOf(old, older + publicSince15);
  await using shadow = await openShadow({ major: 18, user: 'postgres' });
  const target = await catalogOf(
    shadow,
    `${older} ALTER TABLE users ADD born date; DROP VIEW writers;`,
  );
  const result = await compareSchemas({
    source: { catalog: snapshot },
    target: { catalog: target },
    shadow,
  });
  assert.equal(result.equal, false);
  assert.equal(result.migration.length, 2);
  assert.deepEqual(result.unproven, { source: [], target: [], migration: [], rollback: [] });
});

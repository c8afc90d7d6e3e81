import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Catalog } from '../../postgres/catalog/catalog.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import type { Session } from '../../postgres/session.ts';
import { openShadow } from '../../postgres/shadow/open-shadow.ts';
import { catalogDifferences } from './catalog-differences.ts';
import { seenBy } from './seen-by.ts';

/** As a role of the server would read it that may see everything. */
async function readAs(session: Session, role: string): Promise<Catalog> {
  await session.execute(`SET ROLE ${role}`);
  const catalog = await readCatalog(session);
  await session.execute('RESET ROLE');
  return catalog;
}

test('one schema is the same, whoever reads it', async () => {
  await using shadow = await openShadow({ major: 18, user: 'postgres' });
  await shadow.ensureRoles(['app', 'admin']);
  await using database = await shadow.createDatabase();
  const { session } = database;
  await session.execute(`
    CREATE TABLE of_app (id int); ALTER TABLE of_app OWNER TO app; GRANT SELECT ON of_app TO admin;
    CREATE TABLE of_admin (id int); ALTER TABLE of_admin OWNER TO admin;
    CREATE TABLE of_postgres (id int);`);
  const byApp = await readAs(session, 'app');
  const byAdmin = await readAs(session, 'admin');
  assert.notDeepEqual(catalogDifferences(byApp, byAdmin), []);
  assert.deepEqual(catalogDifferences(byApp, seenBy(byAdmin, byApp)), []);
  assert.deepEqual(catalogDifferences(seenBy(byApp, byAdmin), byAdmin), []);
});

test('what is the reader’s in two places is no difference', async () => {
  await using shadow = await openShadow({ major: 18, user: 'postgres' });
  await shadow.ensureRoles(['dev', 'app']);
  const owned = async (role: string): Promise<Catalog> => {
    await using database = await shadow.createDatabase();
    await database.session.execute(`CREATE TABLE t (id int); ALTER TABLE t OWNER TO ${role};`);
    return await readAs(database.session, role);
  };
  const [inProduction, atHome] = [await owned('app'), await owned('dev')];
  const seen = seenBy(atHome, inProduction);
  assert.deepEqual(catalogDifferences(inProduction, seen), []);
  assert.equal(seen.user, 'app');
});

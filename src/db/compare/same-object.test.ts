import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCatalog } from '../../postgres/catalog/read.ts';
import { openShadow } from '../../postgres/shadow/open-shadow.ts';
import { catalogDifferences } from './catalog-differences.ts';
import { planChanges } from './plan.ts';

const parent = 'CREATE TABLE p (id int NOT NULL, at date) PARTITION BY RANGE (id);';

test('a partition that was attached is the same as one that was born as such, whatever its NOT NULL is called', async () => {
  await using shadow = await openShadow({ major: 18, user: 'postgres' });
  await using born = await shadow.createDatabase();
  await using attached = await shadow.createDatabase();
  await born.session.execute(`${parent} CREATE TABLE q PARTITION OF p DEFAULT`);
  await attached.session.execute(
    `${parent} CREATE TABLE q (id int NOT NULL, at date); ALTER TABLE p ATTACH PARTITION q DEFAULT`,
  );
  const [one, other] = [await readCatalog(born.session), await readCatalog(attached.session)];
  assert.deepEqual(catalogDifferences(one, other), []);
  assert.deepEqual(planChanges(one, other), []);
});

test('what NOT NULL is called is a difference where a table has it for itself', async () => {
  await using shadow = await openShadow({ major: 18, user: 'postgres' });
  await using usual = await shadow.createDatabase();
  await using named = await shadow.createDatabase();
  await usual.session.execute('CREATE TABLE t (id int NOT NULL)');
  await named.session.execute('CREATE TABLE t (id int CONSTRAINT there NOT NULL)');
  const [one, other] = [await readCatalog(usual.session), await readCatalog(named.session)];
  assert.deepEqual(catalogDifferences(one, other), ['column public.t.id']);
  assert.deepEqual(
    planChanges(one, other).map(({ sql }) => sql),
    ['ALTER TABLE public.t RENAME CONSTRAINT t_id_not_null TO there'],
  );
});

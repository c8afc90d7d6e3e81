import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openShadow } from '../shadow/open-shadow.ts';
import type { Shadow } from '../shadow/shadow.ts';
import { readCatalog } from './read.ts';

const limits = { timeout: 120_000 };
let shadow: Shadow;
before(async () => {
  shadow = await openShadow({ major: 18, user: 'postgres' });
  await shadow.ensureRoles(['mapped', 'stranger']);
});
after(() => shadow[Symbol.asyncDispose]());

const secrets = `
  CREATE FOREIGN DATA WRAPPER w;
  CREATE SERVER s FOREIGN DATA WRAPPER w;
  CREATE USER MAPPING FOR mapped SERVER s OPTIONS (password 'secret');
  CREATE USER MAPPING FOR stranger SERVER s;
  CREATE SUBSCRIPTION sub CONNECTION 'password=secret' PUBLICATION p WITH (connect = false, slot_name = NONE);
  GRANT USAGE ON FOREIGN SERVER s TO stranger;`;

test('who may see everything is told everything', limits, async () => {
  await using database = await shadow.createDatabase();
  await database.session.execute(secrets);
  const { objects, unsupported } = await readCatalog(database.session);
  assert.deepEqual(unsupported, {});
  const mapping = objects.get('user mapping mapped on s');
  assert.deepEqual(mapping?.facts['options'], ['password=secret']);
  assert.equal(objects.get('subscription sub')?.facts['connection'], 'password=secret');
});

test('what may not be seen costs only its part, and is named', limits, async () => {
  await using database = await shadow.createDatabase();
  await database.session.execute(`${secrets} SET ROLE stranger`);
  const { objects, unsupported, user } = await readCatalog(database.session);
  assert.equal(user, 'stranger');
  assert.deepEqual(unsupported, { 'options of a user mapping': 1, subscription: 1 });
  assert.equal(objects.get('user mapping mapped on s')?.facts['hidden'], true);
  // The own one has no options, and that can be seen.
  assert.equal(objects.get('user mapping stranger on s')?.facts['hidden'], null);
  assert.equal(objects.has('subscription sub'), false);
  assert.equal(JSON.stringify([...objects.values()]).includes('secret'), false);
});

test('what no kind reads is counted', limits, async () => {
  await using database = await shadow.createDatabase();
  await database.session.execute(`
    CREATE EXTENSION hstore; CREATE EXTENSION pg_stat_statements;
    REVOKE EXECUTE ON FUNCTION pg_stat_statements_reset FROM PUBLIC; GRANT EXECUTE ON FUNCTION hstore_in(cstring) TO stranger;`);
  const { unsupported } = await readCatalog(database.session);
  assert.deepEqual(unsupported, { 'right on what an extension brought': 1 });
});

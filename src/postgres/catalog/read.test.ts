import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from '../session.ts';
import { openShadow } from '../shadow/open-shadow.ts';
import { readCatalog } from './read.ts';

const large = `DO $$ BEGIN FOR i IN 1..150 LOOP
  EXECUTE format('CREATE TABLE t%s (id int PRIMARY KEY, d int DEFAULT 5 CHECK (d > 0) UNIQUE, %s)', i,
    (SELECT string_agg(format('c%s text', n), ', ') FROM generate_series(1, 100) n));
END LOOP; END $$`;

test('two sessions read a large schema as one does, in the same order', async () => {
  await using shadow = await openShadow({ major: 18, user: 'postgres' });
  await using database = await shadow.createDatabase();
  await database.session.execute(large);
  const asked: string[] = [];
  const { beside } = database.session;
  const counting = async (): Promise<Session> => {
    asked.push('beside');
    return (await beside?.()) ?? database.session;
  };
  const both = await readCatalog({ ...database.session, beside: counting });
  assert.deepEqual(asked, ['beside']);
  await using alone = await database.connect();
  assert.deepEqual([...both.objects], [...(await readCatalog(alone)).objects]);
  const refused = { ...alone, beside: () => Promise.reject(new Error('too many clients')) };
  assert.deepEqual([...(await readCatalog(refused)).objects.keys()], [...both.objects.keys()]);
});

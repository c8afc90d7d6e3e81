import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { openShadow } from '../../postgres/shadow/open-shadow.ts';
import { analyzedDatabase } from './database.ts';
import { checks } from './index.ts';

const majors = (process.env['TRIVET_MAJORS'] ?? '15,18').split(',').map(Number);

/** A little of everything that checks look at. */
const schema = `
  CREATE TABLE p (id serial PRIMARY KEY, made timestamptz, told timestamp, code char(3), payload json);
  CREATE TABLE c (id bigint GENERATED ALWAYS AS IDENTITY, p_id smallint REFERENCES p, label text);
  CREATE INDEX ON c (p_id); CREATE INDEX ON c (p_id, id);
  CREATE TABLE part (a int) PARTITION BY RANGE (a); CREATE TABLE part_1 PARTITION OF part DEFAULT;
  INSERT INTO p (made) SELECT now() FROM generate_series(1, 1000);
  INSERT INTO c (p_id) SELECT i FROM generate_series(1, 1000) i;
  UPDATE c SET label = 'x';
  ALTER TABLE p ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON p USING (id = current_setting('app.id')::int);
  GRANT SELECT ON p, c TO PUBLIC;
  CREATE VIEW v AS SELECT * FROM p; GRANT SELECT ON v TO PUBLIC;
  CREATE FUNCTION f() RETURNS int SECURITY DEFINER LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
  CREATE EXTENSION pg_trgm;
  ANALYZE`;

test('each check has the name of its folder', () => {
  for (const { id } of checks) {
    assert.ok(existsSync(new URL(`${id}/check.ts`, import.meta.url)), id);
  }
  assert.equal(new Set(checks.map(({ id }) => id)).size, checks.length);
});

for (const major of majors) {
  test(`no check on ${major} needs a privilege that it fails without, or holds up anybody`, async () => {
    await using shadow = await openShadow({ major, user: 'postgres' });
    await shadow.ensureRoles(['nobody']);
    await using database = await shadow.createDatabase();
    const { session } = database;
    await session.execute(schema);
    await session.execute('SET SESSION AUTHORIZATION nobody');
    const analyzed = analyzedDatabase(session, undefined);
    for (const check of checks) {
      // So that locks stay until they have been looked at.
      await session.execute('BEGIN READ ONLY');
      await assert.doesNotReject(check.run(analyzed), check.id);
      const locks = await session.query<{ mode: string }>(lockSql);
      assert.deepEqual(locks, [], check.id);
      await session.execute('ROLLBACK');
    }
  });
}

/** Reading where a sequence stands takes the lock that each nextval takes, too. */
const lockSql = `
  SELECT l.mode FROM pg_locks l LEFT JOIN pg_class c ON c.oid = l.relation
  WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.mode <> 'AccessShareLock' AND c.relkind <> 'S'`;

import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { TrivetError } from '../../base/errors.ts';
import { openShadow } from '../shadow/open-shadow.ts';
import type { Shadow, ShadowDatabase } from '../shadow/shadow.ts';
import { loadScripts } from './load-script.ts';

const corpus = join(import.meta.dirname, '../../../../shared/corpus/schemas');
const limits = { timeout: 120_000 };

describe('schema files', { ...limits, concurrency: false }, () => {
  let shadow: Shadow;
  before(async () => {
    shadow = await openShadow({ major: 18, user: 'app' });
  });
  after(() => shadow[Symbol.asyncDispose]());

  /** Loads files named a.sql, b.sql, … into a new database. */
  async function loaded(...texts: readonly string[]): Promise<ShadowDatabase> {
    const database = await shadow.createDatabase();
    const scripts = texts.map((text, index) => ({ name: `${'abc'[index]}.sql`, text }));
    await loadScripts(database.session, scripts, shadow);
    return database;
  }

  test('may come in any order', limits, async () => {
    await using database = await loaded(
      `CREATE VIEW totals AS SELECT shop, sum(price) FROM stock.items GROUP BY shop;
       COMMENT ON COLUMN totals.shop IS 'where';`,
      `CREATE TABLE stock.items (shop int REFERENCES shops, price stock.money);
       CREATE INDEX ON stock.items (shop);`,
      `CREATE SCHEMA stock; CREATE DOMAIN stock.money AS numeric(12, 2);
       CREATE TABLE shops (id int);
       ALTER TABLE shops ADD PRIMARY KEY (id);`,
    );
    assert.deepEqual(await tablesOf(database), ['shops', 'stock.items']);
    assert.deepEqual(await database.session.query('SELECT * FROM totals'), []);
  });

  test(
    'keep their settings to themselves, also where a statement has to wait',
    limits,
    async () => {
      await using database = await loaded(
        `CREATE SCHEMA one; SELECT pg_catalog.set_config('search_path', 'one', false);
       CREATE TABLE waits (a missing_type);
       SET search_path = two;
       CREATE TABLE fine (a int);`,
        'CREATE TABLE here (a int); CREATE SCHEMA two; CREATE DOMAIN one.missing_type AS int;',
      );
      assert.deepEqual(await tablesOf(database), ['here', 'one.waits', 'two.fine']);
      const [row] = await database.session.query<{ path: string }>(
        "SELECT current_setting('search_path') AS path",
      );
      assert.equal(row?.path, '"$user", public');
    },
  );

  test(
    'are loaded as pg_dump writes them, but for what is outside of the database',
    limits,
    async () => {
      await using database = await loaded(`
      \\restrict x
      SET statement_timeout = 0; SET transaction_timeout = 0; SET default_with_oids = false;
      CREATE ROLE nobody_at_all; ALTER ROLE nobody_at_all SUPERUSER; CREATE DATABASE other;
      GRANT nobody_at_all TO somebody_else; COMMENT ON DATABASE other IS 'x';
      CREATE SCHEMA public; ALTER SCHEMA public OWNER TO pg_database_owner;
      CREATE EXTENSION plpgsql WITH SCHEMA pg_catalog;
      BEGIN;
      SET LOCAL check_function_bodies = off;
      CREATE FUNCTION later() RETURNS int LANGUAGE sql AS 'SELECT a FROM not_yet';
      CREATE TABLE public.t (a int);
      COMMIT;
      ALTER TABLE public.t OWNER TO "the ""owner""";
      COPY public.t (a) FROM stdin;\n1\n2\n\\.\n
      GRANT SELECT ON TABLE public.t TO "a reader";
      ALTER DEFAULT PRIVILEGES FOR ROLE maker GRANT SELECT ON TABLES TO another;
      CREATE TABLE not_yet (a int);`);
      assert.deepEqual(await tablesOf(database), ['not_yet', 't']);
      assert.deepEqual(await database.session.query('SELECT count(*)::int AS rows FROM t'), [
        { rows: 0 },
      ]);
      const roles = await database.session.query<{ name: string }>(
        "SELECT rolname AS name FROM pg_roles WHERE rolname !~ '^pg_' AND rolname NOT IN ('postgres', 'app') ORDER BY 1",
      );
      assert.deepEqual(
        roles.map(({ name }) => name),
        ['a reader', 'another', 'maker', 'the "owner"'],
      );
    },
  );

  test('fail with the place, and with what the server says', limits, async () => {
    const cases: readonly (readonly [text: string, message: RegExp])[] = [
      [
        'CREATE TABLE t (a int);\n\n  CREATE TABEL x ();',
        /^a\.sql:3:10: syntax error at or near "TABEL"$/,
      ],
      [
        'CREATE TABLE t (\n  a int,\n  b missing\n);',
        /^a\.sql:3:5: type "missing" does not exist$/,
      ],
      ['DROP TABLE t; CREATE TABLE t (a int);', /^a\.sql:1:1: table "t" does not exist$/],
      ['SELECT nix FROM t;\nTABLE s;', /^a\.sql:1:17: relation "t" does not exist; 1 more cannot/],
      ['CREATE TABLE t ();\nROLLBACK;', /^a\.sql:2:1: a schema file cannot be rolled back$/],
      [
        'CREATE TABLE t (a int PRIMARY KEY);\nINSERT INTO t VALUES (1), (1);',
        /^a\.sql:2:1: .*\(Key \(a\)=\(1\) already exists\.\)$/,
      ],
    ];
    for (const [text, message] of cases) {
      const error = await failureOf(loaded(text));
      assert.equal(error.code, 'SQL_FAILED');
      assert.match(error.message, message);
    }
    const error = await failureOf(loaded('SELECT 1', 'CREATE EXTENSION of_the_moon;'));
    assert.match(error.message, /^b\.sql:1:1: extension "of_the_moon" is not available/);
    assert.match(error.hint ?? '', /--shadow/);
  });

  test('by the thousand take a moment', limits, async () => {
    const tables = Array.from({ length: 1000 }, (_, index) => `CREATE TABLE t${index} (a int);`);
    await using database = await loaded(tables.join('\n'));
    assert.equal((await tablesOf(database)).length, 1000);
  });

  test('of real applications load', { ...limits, skip: !existsSync(corpus) }, async () => {
    for (const folder of ['danbooru/snapshots', 'openstreetmap/snapshots']) {
      const [file] = globSync('*.sql', { cwd: join(corpus, folder) }).toSorted();
      assert.ok(file);
      await using database = await loaded(readFileSync(join(corpus, folder, file), 'utf8'));
      assert.ok((await tablesOf(database)).length > 20);
    }
  });
});

async function tablesOf({ session }: ShadowDatabase): Promise<readonly string[]> {
  const rows = await session.query<{ name: string }>(
    `SELECT relid::regclass::text AS name FROM pg_stat_user_tables
     WHERE schemaname !~ '^pg_' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

async function failureOf(work: Promise<unknown>): Promise<TrivetError> {
  const error: unknown = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof TrivetError) return error;
  throw error;
}

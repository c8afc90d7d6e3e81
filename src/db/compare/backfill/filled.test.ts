import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { openShadow } from '../../../postgres/shadow/open-shadow.ts';
import type { Session } from '../../../postgres/session.ts';
import type { Shadow } from '../../../postgres/shadow/shadow.ts';
import type { Step } from '../../step.ts';
import { type Comparison, compareSchemas } from '../compare.ts';
import type { SchemaSource } from '../schema-source.ts';
import { parseBackfill } from './backfill.ts';

const source = `CREATE TABLE users (id int PRIMARY KEY, first_name text, seen int NOT NULL DEFAULT 0);`;
const target = `CREATE TABLE users (id int PRIMARY KEY, first_name text, seen int NOT NULL DEFAULT 0, display_name text NOT NULL);`;
const wish = 'users.display_name=upper(first_name)';

for (const major of [14, 18]) {
  describe(`filling columns on PostgreSQL ${major}`, () => {
    let open: Promise<Shadow> | undefined;
    const shadow = (): Promise<Shadow> => (open ??= openShadow({ major, user: 'postgres' }));
    after(async () => (await open)?.[Symbol.asyncDispose]());

    test('rows of before, of meanwhile and of after', async () => {
      const { migration, rollback } = await compared(await shadow(), source, target, [wish]);
      await using database = await (await shadow()).createDatabase();
      const { session } = database;
      await session.execute(source);
      await session.execute(
        `INSERT INTO users SELECT n * 2, 'u' || n FROM generate_series(1, 2500) AS n`,
      );
      // A program that does not know the column writes all the time, below and above where the fill is.
      let written = 0;
      await run(session, migration, async () => {
        written += 1;
        const low = 2 * written - 1;
        await session.execute(
          `INSERT INTO users VALUES (${low}, 'n${low}'), (${low + 100_000}, 'n') ON CONFLICT DO NOTHING; UPDATE users SET seen = seen + 1 WHERE id % 7 = ${written}`,
        );
      });
      assert.deepEqual(
        await session.query(
          'SELECT FROM users WHERE display_name IS DISTINCT FROM upper(first_name)',
        ),
        [],
      );
      assert.equal(await attributeOf(session, 'users', 'display_name'), true);
      await assert.rejects(session.execute(`INSERT INTO users VALUES (0, 'late')`), {
        code: '23502',
      });
      assert.deepEqual(await session.query(`SELECT FROM pg_proc WHERE proname ~ 'backfill'`), []);
      await run(session, rollback);
      assert.equal(await attributeOf(session, 'users', 'display_name'), undefined);
    });

    test('stopped in the middle it goes on, and touches no row twice', async () => {
      const { migration } = await compared(await shadow(), source, target, [wish]);
      const fill = migration.findIndex(({ fills }) => fills === 'public.users.display_name');
      await using database = await (await shadow()).createDatabase();
      const { session } = database;
      await session.execute(`${source}
        INSERT INTO users SELECT n, 'u' || n FROM generate_series(1, 5000) AS n;
        UPDATE users SET first_name = NULL WHERE id = 3500;
        CREATE TABLE touches (id int);
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO touches VALUES (NEW.id); RETURN NEW; END $$;
        CREATE TRIGGER touch AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();`);
      await run(session, migration.slice(0, fill));
      await assert.rejects(session.execute(migration[fill]?.sql ?? ''), {
        code: '23502',
        message: 'public.users.display_name is NULL in 1 of the rows from 3001 to 4000',
      });
      assert.deepEqual(await session.query('SELECT count(*)::int FROM touches'), [{ count: 3000 }]);
      await session.execute(
        `UPDATE users SET first_name = 'mended' WHERE id = 3500; TRUNCATE touches`,
      );
      await run(session, migration.slice(fill));
      assert.deepEqual(
        await session.query('SELECT count(*)::int, count(DISTINCT id)::int AS ids FROM touches'),
        [{ count: 2000 - 1, ids: 2000 - 1 }],
      );
    });

    test('a column that was there and had no value for some', async () => {
      const before = target.replace('text NOT NULL)', 'text)');
      const { migration } = await compared(await shadow(), before, target, [wish]);
      await using database = await (await shadow()).createDatabase();
      const { session } = database;
      await session.execute(`${before}
        INSERT INTO users SELECT n, 'u' || n, 0, CASE WHEN n % 2 = 0 THEN 'mine' END FROM generate_series(1, 2000) AS n;`);
      await run(session, migration);
      assert.deepEqual(
        await session.query(`SELECT count(*) FILTER (WHERE display_name = 'mine')::int AS kept,
          count(*) FILTER (WHERE display_name = upper(first_name))::int AS filled FROM users`),
        [{ kept: 1000, filled: 1000 }],
      );
      assert.equal(await attributeOf(session, 'users', 'display_name'), true);
    });

    test('keys of several columns, odd names, partitions, and defaults that are computed', async () => {
      const before = `CREATE TABLE "Odd t" ("K 1" text, k2 int, v int, PRIMARY KEY ("K 1", k2));
        CREATE TABLE parted (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
        CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2026-01-01') TO ('2026-07-01');
        CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM ('2026-07-01') TO ('2027-01-01');`;
      const wanted = before
        .replace('v int', `v int, "New c" int NOT NULL CHECK ("New c" > 0)`)
        .replace('at date,', 'at date, token uuid NOT NULL DEFAULT gen_random_uuid(),');
      const { migration, unproven } = await compared(await shadow(), before, wanted, [
        'public."Odd t"."New c"=v + k2',
        'parted.token',
      ]);
      assert.deepEqual(unproven, { ...unproven, migration: [], rollback: [] });
      await using database = await (await shadow()).createDatabase();
      const { session } = database;
      await session.execute(`${before}
        INSERT INTO "Odd t" SELECT 'k' || n % 3, n, 1 FROM generate_series(1, 3000) AS n;
        INSERT INTO parted SELECT n, date '2026-01-01' + n % 365 FROM generate_series(1, 3000) AS n;`);
      await run(session, migration);
      assert.deepEqual(
        await session.query(`SELECT (SELECT count(*)::int FROM "Odd t" WHERE "New c" = 1 + k2) AS odd,
          (SELECT count(DISTINCT token)::int FROM parted) AS tokens`),
        [{ odd: 3000, tokens: 3000 }],
      );
    });
  });
}

describe('refused', () => {
  let open: Promise<Shadow> | undefined;
  const shadow = (): Promise<Shadow> => (open ??= openShadow({ major: 18, user: 'postgres' }));
  after(async () => (await open)?.[Symbol.asyncDispose]());

  const refused: readonly (readonly [from: string, to: string, wish: string, message: RegExp])[] = [
    [source, target, 'users.other=1', /the target has no such column/],
    [source, target, 'users.display_name', /it has no default/],
    ['', target, wish, /public\.users is a new table/],
    [
      'CREATE TABLE t (a int);',
      'CREATE TABLE t (a int, b int NOT NULL);',
      't.b=a',
      /public\.t has no primary key/,
    ],
    [
      'CREATE TABLE t (a int PRIMARY KEY);',
      'CREATE TABLE t (a int PRIMARY KEY, b int GENERATED ALWAYS AS IDENTITY);',
      't.b=a',
      /the server computes its values/,
    ],
    [
      'CREATE TABLE t (a int PRIMARY KEY); CREATE TABLE c () INHERITS (t);',
      'CREATE TABLE t (a int PRIMARY KEY, b int NOT NULL); CREATE TABLE c () INHERITS (t);',
      't.b=a',
      /others inherit from it/,
    ],
  ];
  for (const [from, to, asked, message] of refused) {
    test(String(message), async () => {
      await assert.rejects(compared(await shadow(), from, to, [asked]), { code: 'USAGE', message });
    });
  }
});

async function compared(
  shadow: Shadow,
  from: string,
  to: string,
  wishes: readonly string[],
): Promise<Comparison> {
  const backfills = await Promise.all(wishes.map(parseBackfill));
  return compareSchemas({ source: loaded(from), target: loaded(to), shadow, backfills });
}

function loaded(sql: string): SchemaSource {
  return { load: (session) => session.execute(sql) };
}

/** As psql runs the file, with something to do between transactions. */
async function run(
  session: Session,
  steps: readonly Step[],
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (const [place, { sql, transactional, transaction }] of steps.entries()) {
    const isFirst = steps[place - 1]?.transaction !== transaction;
    const isLast = steps[place + 1]?.transaction !== transaction;
    if (transactional && isFirst) await session.execute('BEGIN');
    await session.execute(sql);
    if (transactional && isLast) await session.execute('COMMIT');
    if (isLast && place + 1 < steps.length) await between();
  }
}

/** Whether the column is NOT NULL; `undefined` where there is none. */
async function attributeOf(
  session: Session,
  table: string,
  name: string,
): Promise<boolean | undefined> {
  const [row] = await session.query<{ strict: boolean }>(
    `SELECT attnotnull AS strict FROM pg_attribute WHERE attrelid = $1::regclass AND attname = $2 AND NOT attisdropped`,
    [table, name],
  );
  return row?.strict;
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from '../../../postgres/session.ts';
import { openShadow } from '../../../postgres/shadow/open-shadow.ts';
import { parseStatement } from '../parse.ts';
import type { SqlType } from './sql-type.ts';
import { keepsRows, losesValues } from './type-change.ts';

/** A type with a value that another of its kind would round or cut, where it can be. */
const types: readonly (readonly [type: string, value: string])[] = [
  ['integer', '7'],
  ['oid', '7'],
  ['real', '1.25'],
  ['double precision', '1.23456789012345'],
  ['numeric', '1.2345'],
  ['numeric(6, 2)', '1.25'],
  ['numeric(8, 2)', '1.25'],
  ['numeric(8, 4)', '1.2345'],
  ['char(4)', 'a'],
  ['varchar', 'a'],
  ['varchar(4)', 'a'],
  ['varchar(8)', 'a'],
  ['varchar(4)[]', '{a}'],
  ['varchar(8)[]', '{a}'],
  ['text', 'a'],
  ['xml', '<a/>'],
  ['bit(4)', '1010'],
  ['varbit(4)', '1010'],
  ['varbit(8)', '1010'],
  ['varbit', '1010'],
  ['cidr', '10.0.0.0/8'],
  ['inet', '10.1.0.0/16'],
  ['date', '2026-01-02'],
  ['time', '01:02:03.456'],
  ['timestamp', '2026-01-02 03:04:05.678'],
  ['timestamp(0)', '2026-01-02 03:04:05'],
  ['timestamptz', '2026-01-02 03:04:05.678+00'],
  ['timestamptz(3)', '2026-01-02 03:04:05.678+00'],
  ['interval', '1 hour 2.345 seconds'],
  ['interval(0)', '1 hour 2 seconds'],
];

for (const major of [14, 18]) {
  test(`PostgreSQL ${major} writes anew and loses what is expected`, async () => {
    await using shadow = await openShadow({ major, user: 'postgres' });
    await using database = await shadow.createDatabase();
    const { session } = database;
    assert.equal(session.major, major);
    await session.execute("SET timezone = 'UTC'");
    const count = await surprises(types, session, true);
    assert.ok(count > 200, `only ${count}`);
    // Elsewhere all moments are computed anew.
    await session.execute("SET timezone = 'Asia/Kolkata'");
    await surprises(
      types.filter(([type]) => /^(?:date|time)/.test(type)),
      session,
      false,
    );
  });
}

/** Tries all pairs. Fails where a server does something else than expected; else it returns how many it could try. */
async function surprises(all: typeof types, session: Session, isUtc: boolean): Promise<number> {
  const seen = await changes(all, session);
  const known = new Map<string, SqlType>();
  for (const [type] of all) known.set(type, await typeOf(type));
  const wrong = seen.flatMap(({ from, to, rewritten, lost }) => {
    const [old, now] = [known.get(from), known.get(to)];
    assert.ok(old !== undefined && now !== undefined);
    const isRewrite = !keepsRows(old, now, isUtc);
    return [
      ...(isRewrite === rewritten ? [] : [`${from} → ${to}: written anew is ${rewritten}`]),
      ...(lost && !losesValues(old, now) ? [`${from} → ${to}: its value is lost`] : []),
    ];
  });
  assert.deepEqual(wrong, []);
  return seen.length;
}

interface Change {
  readonly from: string;
  readonly to: string;
  readonly rewritten: boolean;
  /** Whether the value is another one when it has come back. */
  readonly lost: boolean;
}

/** What the server does with a row of each type; those changes are left out that need a USING. */
async function changes(all: typeof types, session: Session): Promise<readonly Change[]> {
  await session.execute(tryChange);
  return session.query<Change>(
    `SELECT f.type AS from, t.type AS to, (seen->>'rewritten')::bool AS rewritten, (seen->>'lost')::bool AS lost
     FROM unnest($1::text[], $2::text[]) AS f(type, value), unnest($1::text[]) AS t(type),
       try_change(f.type, t.type, f.value) AS seen
     WHERE seen IS NOT NULL`,
    [all.map(([type]) => type), all.map(([, value]) => value)],
  );
}

const tryChange = `
CREATE OR REPLACE FUNCTION try_change(f text, t text, v text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE before oid; after oid; same bool;
BEGIN
  EXECUTE format('CREATE TABLE x (c %s)', f);
  EXECUTE format('INSERT INTO x VALUES (%L)', v);
  SELECT relfilenode INTO before FROM pg_class WHERE oid = 'x'::regclass;
  BEGIN
    EXECUTE format('ALTER TABLE x ALTER c TYPE %s', t);
  EXCEPTION WHEN OTHERS THEN
    DROP TABLE x;
    RETURN NULL;
  END;
  SELECT relfilenode INTO after FROM pg_class WHERE oid = 'x'::regclass;
  BEGIN
    EXECUTE format('SELECT c::%s = %L::%1$s FROM x', f, v) INTO same;
  EXCEPTION
    -- xml has no equality.
    WHEN undefined_function THEN same := true;
    WHEN OTHERS THEN
      BEGIN
        EXECUTE format('SELECT c::text::%s = %L::%1$s FROM x', f, v) INTO same;
      EXCEPTION WHEN OTHERS THEN
        -- No way back: it is another kind of value.
        same := false;
      END;
  END;
  DROP TABLE x;
  RETURN jsonb_build_object('rewritten', before <> after, 'lost', NOT same);
END $$`;

async function typeOf(type: string): Promise<SqlType> {
  const statement = await parseStatement(`ALTER TABLE t ALTER c TYPE ${type}`);
  assert.ok('acts' in statement);
  const [act] = statement.acts;
  assert.equal(act?.kind, 'alter type');
  return act.type;
}

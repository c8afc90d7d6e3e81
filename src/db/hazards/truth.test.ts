import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitScript } from '../../postgres/script/split-script.ts';
import type { Session } from '../../postgres/session.ts';
import { openShadow } from '../../postgres/shadow/open-shadow.ts';
import { observeSteps } from '../prove/observe.ts';
import type { ObservedStep, Step } from '../step.ts';
import { emptyKnowledge, learn } from './knowledge.ts';
import { parseStatement } from './parse.ts';
import { hazardsOf } from './plan.ts';

// What the text of a statement lets expect, held against what a server does with it.

const schema = `
  CREATE TABLE u (id int PRIMARY KEY);
  CREATE TABLE t (id int NOT NULL, a int, u_id int, c varchar(20), n numeric(10, 2), s timestamp, r int4range,
    g int GENERATED ALWAYS AS (a + 1) STORED, CONSTRAINT a_set CHECK (a IS NOT NULL));
  CREATE INDEX t_a ON t (a);
  CREATE TABLE p (a int, b int) PARTITION BY LIST (a);
  CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
  CREATE TABLE p2 (a int, b int);
  CREATE FUNCTION settled() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
  CREATE FUNCTION unsettled() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
  CREATE TYPE mood AS ENUM ('ok');
  CREATE DOMAIN positive AS int;
  CREATE TABLE d (p positive)`;
const rows = `
  INSERT INTO u VALUES (1);
  INSERT INTO t (id, a, u_id, c, n, s, r) VALUES (1, 1, 1, 'c', 1.5, now(), '[1,2)');
  INSERT INTO p VALUES (1, 1);
  INSERT INTO p2 VALUES (2, 2);
  INSERT INTO d VALUES (1)`;

const statements: readonly string[] = [
  'ALTER TABLE t ADD x int',
  'ALTER TABLE t ADD x int DEFAULT 1',
  'ALTER TABLE t ADD x int NOT NULL DEFAULT 1',
  'ALTER TABLE t ADD x timestamptz DEFAULT now()',
  'ALTER TABLE t ADD x timestamptz DEFAULT current_timestamp',
  'ALTER TABLE t ADD x timestamptz DEFAULT clock_timestamp()',
  'ALTER TABLE t ADD x uuid DEFAULT gen_random_uuid()',
  'ALTER TABLE t ADD x float8 DEFAULT random()',
  'ALTER TABLE t ADD x int DEFAULT settled()',
  'ALTER TABLE t ADD x int DEFAULT unsettled()',
  "ALTER TABLE t ADD x text DEFAULT lower('A') || to_char(now(), 'YYYY')",
  "ALTER TABLE t ADD x jsonb DEFAULT jsonb_build_object('a', 1)",
  "ALTER TABLE t ADD x text[] DEFAULT ARRAY['a']",
  'ALTER TABLE t ADD x serial',
  'ALTER TABLE t ADD x bigint GENERATED ALWAYS AS IDENTITY',
  'ALTER TABLE t ADD x int GENERATED ALWAYS AS (a + 1) STORED',
  'ALTER TABLE t ADD x int CHECK (x > 0)',
  'ALTER TABLE t ADD x int REFERENCES u',
  'ALTER TABLE t ADD x int DEFAULT 1 REFERENCES u',
  'ALTER TABLE t ADD x int UNIQUE',
  'ALTER TABLE t ADD x mood',
  'ALTER TABLE t DROP COLUMN c',
  'ALTER TABLE t ALTER id SET NOT NULL, ALTER u_id SET NOT NULL',
  'ALTER TABLE t ALTER a SET NOT NULL',
  'ALTER TABLE t ALTER id DROP NOT NULL',
  'ALTER TABLE t ALTER a SET DEFAULT 7',
  'ALTER TABLE t ALTER g DROP EXPRESSION',
  'ALTER TABLE t ALTER id ADD GENERATED ALWAYS AS IDENTITY',
  'ALTER TABLE t ADD CHECK (a > 0)',
  'ALTER TABLE t ADD CHECK (a > 0) NOT VALID',
  'ALTER TABLE t ADD FOREIGN KEY (u_id) REFERENCES u',
  'ALTER TABLE t ADD FOREIGN KEY (u_id) REFERENCES u NOT VALID',
  'ALTER TABLE t ADD PRIMARY KEY (id)',
  'ALTER TABLE t ADD UNIQUE (id)',
  'ALTER TABLE t ADD EXCLUDE USING gist (r WITH &&)',
  'ALTER TABLE t RENAME a TO b',
  'ALTER TABLE t SET UNLOGGED',
  'ALTER TABLE t SET (fillfactor = 70)',
  'ALTER TABLE t ENABLE ROW LEVEL SECURITY',
  'CREATE INDEX ON t (c)',
  'CREATE UNIQUE INDEX ON t (id)',
  'REINDEX INDEX t_a',
  'DROP INDEX t_a',
  'TRUNCATE t',
  'ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2)',
  'ALTER TABLE p DETACH PARTITION p1',
  "ALTER TYPE mood ADD VALUE 'meh'",
  'ALTER DOMAIN positive ADD CHECK (value > 0)',
  'CREATE VIEW v AS SELECT * FROM t',
  'COMMENT ON TABLE t IS $$x$$',
];

const statementsOf18: readonly string[] = [
  'ALTER TABLE t ADD x int GENERATED ALWAYS AS (a + 1) VIRTUAL',
  'ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT ENFORCED',
  'ALTER TABLE t ADD CONSTRAINT k NOT NULL u_id',
  'ALTER TABLE t ADD CONSTRAINT k NOT NULL u_id NOT VALID',
];

/** What can be seen of a statement that ran. */
const visible: ReadonlySet<string> = new Set([
  'table-rewrite',
  'full-scan-under-lock',
  'blocked-writes',
  'exclusive-lock',
]);

for (const major of [14, 18]) {
  test(`PostgreSQL ${major} does what is expected`, async (t) => {
    await using shadow = await openShadow({ major, user: 'postgres' });
    await using database = await shadow.createDatabase();
    const { session } = database;
    assert.equal(session.major, major);
    for (const sql of major < 18 ? statements : [...statements, ...statementsOf18]) {
      await t.test(sql, async () => {
        const [step, observed] = await run(sql, session);
        const expected = await visibleOf(step, major);
        const happened = await visibleOf(observed, major);
        assert.deepEqual(happened, expected, JSON.stringify(observed.observation));
      });
    }
  });
}

async function visibleOf(step: Step | ObservedStep, major: number): Promise<readonly string[]> {
  const knowledge = emptyKnowledge();
  for (const { sql } of splitScript(schema, 'schema.sql')) {
    const statement = await parseStatement(sql);
    assert.ok('acts' in statement);
    for (const act of statement.acts) learn(knowledge, act);
  }
  const [findings = []] = await hazardsOf([step], { major, knowledge });
  return findings.flatMap(({ id }) => (visible.has(id) ? [id] : []));
}

async function run(sql: string, session: Session): Promise<readonly [Step, ObservedStep]> {
  await session.execute(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${schema}; ${rows}`);
  const step: Step = { sql, transactional: true, transaction: 1 };
  const [observed] = await observeSteps(session, [step]);
  assert.ok(observed);
  return [step, observed];
}

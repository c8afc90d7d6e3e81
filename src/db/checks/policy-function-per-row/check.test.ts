import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCheck } from '../../../../test/support/checks.ts';
import { wrapBareCalls } from './bare-calls.ts';
import { policyFunctionPerRow } from './check.ts';

const table = `
  CREATE SCHEMA auth;
  CREATE FUNCTION auth.uid() RETURNS uuid STABLE LANGUAGE sql AS $$ SELECT current_setting('request.sub', true)::uuid $$;
  CREATE FUNCTION auth.fixed() RETURNS uuid IMMUTABLE LANGUAGE sql AS $$ SELECT NULL::uuid $$;
  CREATE TABLE t (id uuid, name text); ALTER TABLE t ENABLE ROW LEVEL SECURITY;
  UPDATE pg_class SET reltuples = 2e6 WHERE oid = 't'::regclass;`;
const subject = 'policy p on public.t';

testCheck(policyFunctionPerRow, {
  fires: [
    {
      name: "a function of the user's",
      sql: `${table} CREATE POLICY p ON t USING (id = auth.uid())`,
      expected:
        /^warning policy p on public\.t calls auth\.uid\(\) for each row that is looked at, of 2,000,000$/m,
      subjects: [subject],
    },
    {
      name: 'a setting',
      sql: `${table} CREATE POLICY p ON t USING (id = current_setting('app.user', true)::uuid AND name <> '') WITH CHECK (id = auth.uid())`,
      expected: /calls current_setting\(\) for each row/,
      subjects: [subject],
    },
    {
      name: 'once in a subquery, and once not',
      sql: `${table} CREATE POLICY p ON t USING (id = (SELECT auth.uid()) OR auth.uid() IS NULL)`,
      subjects: [subject],
    },
    {
      name: 'within a search in another table',
      sql: `${table} CREATE TABLE m (id uuid, u uuid); CREATE POLICY p ON t USING (EXISTS (SELECT FROM m WHERE m.id = t.id AND m.u = auth.uid()))`,
      subjects: [subject],
    },
    {
      name: 'a function that is found without its schema',
      sql: `${table} CREATE FUNCTION tenant() RETURNS text STABLE LANGUAGE sql AS $$ SELECT 'a' $$; CREATE POLICY p ON t USING (name = tenant())`,
      subjects: [subject],
    },
  ],
  silent: [
    {
      name: 'in a subquery',
      sql: `${table} CREATE POLICY p ON t USING (id = (SELECT auth.uid()))`,
    },
    {
      name: 'in a subquery with a cast',
      sql: `${table} CREATE POLICY p ON t USING (id = (SELECT current_setting('app.user', true)::uuid) AND name = (SELECT (auth.uid())::text))`,
    },
    { name: 'what never changes', sql: `${table} CREATE POLICY p ON t USING (id = auth.fixed())` },
    {
      name: 'a setting that depends on the row',
      sql: `${table} CREATE POLICY p ON t USING (current_setting(name, true) = '1')`,
    },
    {
      name: 'only new rows are checked',
      sql: `${table} CREATE POLICY p ON t FOR INSERT WITH CHECK (id = auth.uid())`,
    },
    {
      name: 'a small table',
      sql: `${table} CREATE POLICY p ON t USING (id = auth.uid()); UPDATE pg_class SET reltuples = 50 WHERE oid = 't'::regclass`,
    },
    {
      name: 'the name in a text',
      sql: `${table} CREATE POLICY p ON t USING (name <> 'auth.uid()' AND name <> (SELECT (auth.uid())::text))`,
    },
    {
      name: 'not in force',
      sql: `${table} CREATE POLICY p ON t USING (id = auth.uid()); ALTER TABLE t DISABLE ROW LEVEL SECURITY`,
    },
  ],
});

test('only calls that stand alone are wrapped', () => {
  assert.equal(
    wrapBareCalls(`((id = uid()) AND (a = ( SELECT uid() AS uid)) AND (b <> 'uid()'::text))`, [
      'uid\\(\\)',
    ]),
    `((id = (SELECT uid())) AND (a = ( SELECT uid() AS uid)) AND (b <> 'uid()'::text))`,
  );
});

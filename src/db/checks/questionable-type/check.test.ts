import { testCheck } from '../../../../test/support/checks.ts';
import type { Workload } from '../../workload/workload.ts';
import { questionableType } from './check.ts';

function workload(...statements: readonly (readonly [text: string, totalMs: number])[]): Workload {
  return {
    source: 'a test',
    notes: [],
    statements: statements.map(([text, totalMs], id) => ({
      id: String(id),
      text,
      calls: 100,
      totalMs,
      rows: 100,
    })),
  };
}

testCheck(questionableType, {
  fires: [
    {
      name: 'char whose values are shorter',
      sql: "CREATE TABLE t (code char(20)); INSERT INTO t SELECT 'a' || i % 5 FROM generate_series(1, 100) i; ANALYZE t",
      expected: /^info public\.t\.code is character\(20\): shorter values come back with spaces/m,
      subjects: ['public.t.code'],
    },
    {
      name: 'money and timetz',
      sql: 'CREATE TABLE t (price money, opens timetz)',
      subjects: ['public.t.price', 'public.t.opens'],
    },
    {
      name: 'json that is looked into',
      sql: 'CREATE TABLE t (id int, attributes json)',
      workload: workload(
        ["SELECT id FROM t WHERE attributes->>'colour' = $1", 5000],
        ['SELECT id FROM t', 5000],
      ),
      expected: /^warning public\.t\.attributes is json, .* 5,000 ms in all$/m,
      subjects: ['public.t.attributes'],
    },
    {
      name: 'json that is looked into at no great cost',
      sql: 'CREATE TABLE t (id int, "My Data" json)',
      workload: workload(
        ['SELECT "My Data" -> $1 FROM t', 5],
        ['SELECT t."My Data" #>> $1 FROM t', 5],
        ['SELECT id FROM t', 5000],
      ),
      expected: /^info public\.t\."My Data" is json, .* each of the 2 statements/m,
      subjects: ['public.t."My Data"'],
    },
  ],
  silent: [
    {
      name: 'char of one length',
      sql: "CREATE TABLE t (country char(2)); INSERT INTO t SELECT 'd' || i % 5 FROM generate_series(1, 100) i; ANALYZE t",
    },
    { name: 'char that nobody has looked at', sql: 'CREATE TABLE t (code char(20))' },
    {
      name: 'text with spaces in it',
      sql: "CREATE TABLE t (name text); INSERT INTO t SELECT 'a b ' FROM generate_series(1, 100); ANALYZE t",
    },
    {
      name: 'json that is only stored',
      sql: 'CREATE TABLE t (id int, payload json)',
      workload: workload(['SELECT payload FROM t WHERE id = $1', 5000]),
    },
    {
      name: 'jsonb of the same name elsewhere',
      sql: 'CREATE TABLE t (id int, payload json); CREATE TABLE u (id int, payload jsonb)',
      workload: workload(["SELECT payload->>'a' FROM u", 5000]),
    },
    { name: 'json, and statements are not counted', sql: 'CREATE TABLE t (payload json)' },
    { name: 'others', sql: 'CREATE TABLE t (a numeric, b time, c jsonb, d varchar(10))' },
  ],
});

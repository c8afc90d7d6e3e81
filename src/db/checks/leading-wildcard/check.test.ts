import { testCheck } from '../../../../test/support/checks.ts';
import { workloadOf } from '../../../../test/support/workload.ts';
import { leadingWildcard } from './check.ts';

const table = 'CREATE TABLE users (id int PRIMARY KEY, name text, email text);';
const of = (
  condition: string,
  more = '',
): { sql: string; workload: ReturnType<typeof workloadOf> } => ({
  sql: table + more,
  workload: workloadOf({ text: `SELECT * FROM users u WHERE ${condition}` }),
});
const trigram = 'CREATE EXTENSION pg_trgm;';

testCheck(leadingWildcard, {
  fires: [
    {
      name: 'a constant',
      ...of("name LIKE '%smith'"),
      expected:
        /warning SELECT \* FROM users u WHERE name LIKE '%smith' looks for text anywhere in public\.users\.name, which no b-tree serves: 100\.0% of the time/,
      subjects: ['statement 1'],
    },
    {
      name: 'three parts, and the extension is there',
      ...of('u.name LIKE $1 || $2 || $3', trigram),
      subjects: ['statement 1'],
    },
    {
      name: 'put together by a function',
      ...of("u.name LIKE concat('%', $1::text, '%')"),
      subjects: ['statement 1'],
    },
    { name: 'letters of any case', ...of('name ILIKE $1'), subjects: ['statement 1'] },
    {
      name: 'slow although patterns that begin with text would be quick',
      ...of('name LIKE $1', 'CREATE INDEX ON users (name text_pattern_ops);'),
      subjects: ['statement 1'],
    },
  ],
  silent: [
    { name: 'a beginning', ...of("name LIKE 'smith%'") },
    { name: 'nobody knows', ...of('name LIKE $1') },
    { name: 'a beginning and a parameter', ...of('name LIKE $1 || $2') },
    {
      name: 'an index of trigrams',
      ...of(
        "name LIKE '%smith'",
        `${trigram} CREATE INDEX ON users USING gin (name gin_trgm_ops);`,
      ),
    },
    { name: 'not a column', ...of("$1 LIKE '%smith'") },
    {
      name: 'quick',
      sql: table,
      workload: workloadOf({
        text: "SELECT * FROM users WHERE name LIKE '%smith'",
        calls: 1_000_000,
      }),
    },
    {
      name: 'a table of the server',
      sql: table,
      workload: workloadOf({ text: "SELECT * FROM pg_class WHERE relname LIKE '%x'" }),
    },
  ],
});

import { testCheck } from '../../../../test/support/checks.ts';
import { enumLikeText } from './check.ts';

const rows = "INSERT INTO t SELECT 'status' || i % 4 FROM generate_series(1, 2000) i; ANALYZE t;";
const large = "UPDATE pg_class SET reltuples = 2e6 WHERE oid = 't'::regclass;";

testCheck(enumLikeText, {
  fires: [
    {
      name: 'four texts in two million rows',
      sql: `CREATE TABLE t (status text); ${rows} ${large}`,
      expected:
        /^info public\.t\.status holds 4 different texts in 2,000,000 rows, 16\.0 MB, and accepts any other$/m,
      subjects: ['public.t.status'],
    },
    {
      name: 'a varchar',
      sql: `CREATE TABLE t (status varchar(20) NOT NULL); ${rows} ${large}`,
      subjects: ['public.t.status'],
    },
  ],
  silent: [
    { name: 'a small table', sql: `CREATE TABLE t (status text); ${rows}` },
    {
      name: 'a CHECK',
      sql: `CREATE TABLE t (status text CHECK (status IN ('status0', 'status1', 'status2', 'status3'))); ${rows} ${large}`,
    },
    {
      name: 'a foreign key',
      sql: `CREATE TABLE s (status text PRIMARY KEY); INSERT INTO s SELECT 'status' || i FROM generate_series(0, 3) i; CREATE TABLE t (status text REFERENCES s); ${rows} ${large}`,
    },
    {
      name: 'many texts',
      sql: `CREATE TABLE t (name text); INSERT INTO t SELECT 'name' || i FROM generate_series(1, 2000) i; ANALYZE t; ${large}`,
    },
    {
      name: 'an enum',
      sql: `CREATE TYPE status AS ENUM ('a', 'b'); CREATE TABLE t (status status); INSERT INTO t SELECT 'a' FROM generate_series(1, 100); ANALYZE t; ${large}`,
    },
  ],
});

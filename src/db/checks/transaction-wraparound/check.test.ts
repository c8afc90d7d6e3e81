import { testCheck } from '../../../../test/support/checks.ts';
import { transactionWraparound } from './check.ts';

/** As if so many transactions had come since. */
const frozen = (name: string, column: string, age: number): string =>
  `UPDATE pg_class SET ${column} = ((${2 ** 32} + (SELECT ${column}::text::int8 FROM pg_class WHERE relname = '${name}') - ${age}) % ${2 ** 32})::text::xid WHERE relname = '${name}';`;

testCheck(transactionWraparound, {
  fires: [
    {
      name: 'a table that autovacuum does not come through',
      sql: `CREATE TABLE t (a int); ${frozen('t', 'relfrozenxid', 4e8)}`,
      expected:
        /^warning public\.t was last frozen 400,0\d\d,\d{3} transactions ago, autovacuum was due at 200,000,000, .* \(18\.6%\)$/m,
      subjects: ['public.t'],
    },
    {
      name: 'half of the way',
      sql: `CREATE TABLE t (a int); ${frozen('t', 'relfrozenxid', 12e8)}`,
      expected: /^error/m,
      subjects: ['public.t'],
    },
    {
      name: 'multixacts',
      sql: `CREATE TABLE t (a int); ${frozen('t', 'relminmxid', 6e8)}`,
      expected:
        /^warning public\.t was last frozen 600,0\d\d,\d{3} multixacts ago, autovacuum was due at 400,000,000/m,
      subjects: ['public.t'],
    },
    {
      name: 'a table that is to be frozen earlier',
      sql: `CREATE TABLE t (a int) WITH (autovacuum_freeze_max_age = 50000000); ${frozen('t', 'relfrozenxid', 1e8)}`,
      expected: /autovacuum was due at 50,000,000/,
      subjects: ['public.t'],
    },
    {
      name: 'a partition: the table that it is a part of',
      sql: `CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE t1 PARTITION OF t DEFAULT; CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (1) TO (2); ${frozen('t1', 'relfrozenxid', 4e8)} ${frozen('t2', 'relfrozenxid', 4e8)}`,
      subjects: ['public.t'],
    },
    {
      name: 'another database',
      sql: `UPDATE pg_database SET datfrozenxid = ((${2 ** 32} + datfrozenxid::text::int8 - 400000000) % ${2 ** 32})::text::xid WHERE datname = 'postgres'`,
      meanwhile: (session) =>
        Promise.resolve({
          [Symbol.asyncDispose]: () =>
            session.execute(
              `RESET SESSION AUTHORIZATION; UPDATE pg_database SET datfrozenxid = ((datfrozenxid::text::int8 + 400000000) % ${2 ** 32})::text::xid WHERE datname = 'postgres'`,
            ),
        }),
      expected: /^warning database postgres was last frozen/m,
      subjects: ['database postgres'],
    },
  ],
  silent: [
    { name: 'a new table', sql: 'CREATE TABLE t (a int)' },
    {
      name: 'just where autovacuum comes by itself',
      sql: `CREATE TABLE t (a int); ${frozen('t', 'relfrozenxid', 21e7)}`,
    },
    {
      name: 'multixacts have a limit of their own',
      sql: `CREATE TABLE t (a int); ${frozen('t', 'relminmxid', 4e8)}`,
    },
    {
      name: 'a table of one session, which autovacuum cannot see',
      sql: `CREATE TEMPORARY TABLE t (a int); ${frozen('t', 'relfrozenxid', 4e8)}`,
    },
  ],
});

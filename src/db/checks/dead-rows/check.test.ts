import { testCheck } from '../../../../test/support/checks.ts';
import { deadRows } from './check.ts';

const rows = (table: string, count: number): string =>
  `INSERT INTO ${table} SELECT i, repeat('x', 200) FROM generate_series(1, ${count}) i;`;

/** No autovacuum runs on the server of these tests, so what is dead stays. */
testCheck(deadRows, {
  fires: [
    {
      name: 'autovacuum that does not come',
      sql: `CREATE TABLE t (a int, b text); ${rows('t', 60000)}`,
      meanwhile: (session) => session.execute('DELETE FROM t WHERE a <= 50000'),
      expected:
        /^info public\.t has 50,000 dead rows \(83\.3%\), about 1\d\.\d MB; autovacuum was due at [\d,]+, and it was never vacuumed$/m,
      subjects: ['public.t'],
    },
    {
      name: 'a table that would have been due sooner',
      sql: `CREATE TABLE t (a int, b text) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000); ${rows('t', 150000)} ANALYZE t; DELETE FROM t WHERE a <= 50000`,
      expected: /autovacuum was due at 1,000, /,
      subjects: ['public.t'],
    },
    {
      name: 'switched off for the table',
      sql: `CREATE TABLE t (a int, b text) WITH (autovacuum_enabled = false); ${rows('t', 2000)} UPDATE t SET a = a + 1`,
      expected:
        /^warning public\.t has autovacuum switched off, 2,000 of its rows were changed or deleted, 2,000 lie dead/m,
      subjects: ['public.t'],
    },
    {
      name: 'partitions, once',
      sql: `CREATE TABLE t (a int, b text) PARTITION BY RANGE (a); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (30000); CREATE TABLE t2 PARTITION OF t DEFAULT; ${rows('t', 60000)} DELETE FROM t`,
      expected: /public\.t has 60,000 dead rows/,
      subjects: ['public.t'],
    },
  ],
  silent: [
    { name: 'nothing dead', sql: `CREATE TABLE t (a int, b text); ${rows('t', 60000)}` },
    {
      name: 'dead, but autovacuum waits for more',
      sql: `CREATE TABLE t (a int, b text); ${rows('t', 500000)} ANALYZE t; DELETE FROM t WHERE a <= 60000`,
    },
    {
      name: 'a table that is so small that it does not matter',
      sql: `CREATE TABLE t (a int, b text); ${rows('t', 5000)} DELETE FROM t`,
    },
    {
      name: 'just vacuumed',
      sql: `CREATE TABLE t (a int, b text); ${rows('t', 60000)}`,
      meanwhile: async (session) => {
        await session.execute('VACUUM t');
        await session.execute('DELETE FROM t');
      },
    },
    {
      name: 'switched off, and never changed',
      sql: `CREATE TABLE t (a int, b text) WITH (autovacuum_enabled = false); ${rows('t', 2000)}`,
    },
    {
      name: 'switched off, and vacuumed by somebody',
      sql: `CREATE TABLE t (a int, b text) WITH (autovacuum_enabled = false); ${rows('t', 2000)} UPDATE t SET a = a + 1`,
      meanwhile: (session) => session.execute('VACUUM t'),
    },
  ],
});

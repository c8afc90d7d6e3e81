import { testCheck } from '../../../../test/support/checks.ts';
import type { Session } from '../../../postgres/session.ts';
import { statisticsMissing } from './check.ts';

const fill = 'INSERT INTO t SELECT i, i FROM generate_series(1, 40000) i;';
const table = `CREATE TABLE t (id int, a int); ${fill}`;
const partitions = `CREATE TABLE t (id int, a int) PARTITION BY RANGE (id);
  CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (20000); CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (20000) TO (99999); ${fill}`;

/** One after the other, and each is counted before the next: what is counted after ANALYZE looks like a change after it. */
const afterwards =
  (...statements: readonly string[]) =>
  async (session: Session): Promise<void> => {
    const flush = session.major < 15 ? 'SELECT pg_sleep(0.6)' : 'SELECT pg_stat_force_next_flush()';
    await session.execute(flush);
    for (const statement of statements) {
      await session.execute(statement);
      await session.execute(flush);
    }
  };

testCheck(statisticsMissing, {
  fires: [
    {
      name: 'never analysed',
      sql: table,
      meanwhile: afterwards(),
      expected: /info public\.t \(1\.45 MB\) was never analysed: the planner guesses/,
      subjects: ['public.t'],
    },
    {
      name: 'cleaned, but not analysed',
      sql: table,
      meanwhile: afterwards('VACUUM t'),
      subjects: ['public.t'],
    },
    {
      name: 'another table by now',
      sql: table,
      meanwhile: afterwards('ANALYZE t', 'UPDATE t SET a = a + 1'),
      expected:
        /info public\.t \(2\.\d+ MB\) has changed by 40,000 rows since it was analysed, 100\.0% of the 40,000 that it has/,
      subjects: ['public.t'],
    },
    {
      name: 'a whole of which only the parts are known',
      sql: partitions,
      meanwhile: afterwards('ANALYZE t1', 'ANALYZE t2'),
      expected: /public\.t \(1\.\d+ MB\) was never analysed as a whole, only its partitions are/,
      subjects: ['public.t'],
    },
  ],
  silent: [
    { name: 'analysed', sql: table, meanwhile: afterwards('ANALYZE t') },
    { name: 'small', sql: 'CREATE TABLE t (id int); INSERT INTO t VALUES (1)' },
    {
      name: 'a few changes',
      sql: table,
      meanwhile: afterwards('ANALYZE t', 'UPDATE t SET a = a + 1 WHERE id < 6000'),
    },
    {
      name: 'as many as its own threshold allows',
      sql: `${table} ALTER TABLE t SET (autovacuum_analyze_threshold = 100000)`,
      meanwhile: afterwards('ANALYZE t', 'UPDATE t SET a = a + 1'),
    },
    {
      name: 'the counters were reset',
      sql: table,
      meanwhile: afterwards('ANALYZE t', 'SELECT pg_stat_reset()'),
    },
    { name: 'a whole, and its parts', sql: partitions, meanwhile: afterwards('ANALYZE t') },
  ],
});

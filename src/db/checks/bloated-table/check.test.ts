import { testCheck } from '../../../../test/support/checks.ts';
import type { Session } from '../../../postgres/session.ts';
import { bloatedTable } from './check.ts';

const table = (options = '', rows = 60_000): string =>
  `CREATE TABLE t (id int, state smallint, at timestamptz, note text) ${options};
  INSERT INTO t SELECT i, 1, now(), repeat('x', 200) FROM generate_series(1, ${rows}) i;`;
/** What this session has done is counted, before VACUUM and ANALYZE set the counters right. */
const count = (session: Session): Promise<void> =>
  session.execute(
    session.major < 15 ? 'SELECT pg_sleep(0.6)' : 'SELECT pg_stat_force_next_flush()',
  );
/** Most rows go, but not those of the last pages, so that the file stays. */
const thin = async (session: Session): Promise<void> => {
  await session.execute('DELETE FROM t WHERE id % 10 <> 0');
  await analyse(session);
};
const analyse = async (session: Session): Promise<void> => {
  await count(session);
  await session.execute('VACUUM ANALYZE t');
};

testCheck(bloatedTable, {
  fires: [
    {
      name: 'nine of ten rows are gone',
      sql: table(),
      meanwhile: thin,
      expected:
        /info public\.t takes 15\.\d MB and its rows need about 1\.[4-7]\d MB: (89|90)\.\d% is dead or empty/,
      subjects: ['public.t'],
    },
    {
      name: 'partitions, added up',
      sql: table('PARTITION BY RANGE (id)').replace(
        'INSERT',
        'CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (30000); CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (30000) TO (99999); INSERT',
      ),
      meanwhile: thin,
      subjects: ['public.t'],
    },
  ],
  silent: [
    { name: 'just filled', sql: table(), meanwhile: analyse },
    { name: 'room on purpose', sql: table('WITH (fillfactor = 30)'), meanwhile: analyse },
    { name: 'small', sql: table('', 20_000), meanwhile: thin },
    {
      name: 'wide rows, of which one fits on a page',
      sql: `CREATE TABLE t (id int, note text); ALTER TABLE t ALTER note SET STORAGE PLAIN;
        INSERT INTO t SELECT i, repeat('x', 4200) FROM generate_series(1, 3000) i;`,
      meanwhile: analyse,
    },
    { name: 'nobody has analysed', sql: `${table()} DELETE FROM t WHERE id % 10 <> 0` },
  ],
});

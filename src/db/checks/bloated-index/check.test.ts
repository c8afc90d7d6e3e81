import { testCheck } from '../../../../test/support/checks.ts';
import type { Session } from '../../../postgres/session.ts';
import { bloatedIndex } from './check.ts';

const table = (key: string, rows = 560_000, options = ''): string =>
  `CREATE TABLE t (a int, b text); INSERT INTO t SELECT ${key}, 'x' FROM generate_series(1, ${rows}) i;
  CREATE INDEX x ON t (a) ${options};`;
/** What this session has done is counted, before VACUUM and ANALYZE set the counters right. */
const count = (session: Session): Promise<void> =>
  session.execute(
    session.major < 15 ? 'SELECT pg_sleep(0.6)' : 'SELECT pg_stat_force_next_flush()',
  );
/** Most rows go, and the pages of the index stay, because each keeps some. */
const thin = async (session: Session): Promise<void> => {
  await session.execute('DELETE FROM t WHERE a % 10 <> 0');
  await analyse(session);
};
const analyse = async (session: Session): Promise<void> => {
  await count(session);
  await session.execute('VACUUM ANALYZE t');
};

testCheck(bloatedIndex, {
  fires: [
    {
      name: 'nine of ten entries are gone',
      sql: table('i'),
      meanwhile: thin,
      expected:
        /info public\.x on public\.t takes 12\.\d MB and would take about 1\.2\d MB: (89|90)\.\d% of it is empty/,
      subjects: ['index public.x'],
    },
  ],
  silent: [
    { name: 'just built', sql: table('i', 500_000), meanwhile: analyse },
    { name: 'few values, each stored once', sql: table('i % 50', 500_000), meanwhile: analyse },
    {
      name: 'half empty on purpose',
      sql: table('i', 500_000, 'WITH (fillfactor = 40)'),
      meanwhile: analyse,
    },
    {
      name: 'grown in no order',
      sql: 'CREATE TABLE t (a int); CREATE INDEX x ON t (a); INSERT INTO t SELECT (i::bigint * 7919 % 400009)::int FROM generate_series(1, 400000) i',
      meanwhile: analyse,
    },
    { name: 'small', sql: table('i', 100_000), meanwhile: thin },
    {
      name: 'nobody has analysed',
      sql: `${table('i')} DELETE FROM t WHERE a % 10 <> 0`,
    },
  ],
});

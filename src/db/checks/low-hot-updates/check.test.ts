import { testCheck } from '../../../../test/support/checks.ts';
import { workloadOf } from '../../../../test/support/workload.ts';
import { lowHotUpdates } from './check.ts';

const table = (indexes: string, more = ''): string => `
  CREATE TABLE jobs (id int PRIMARY KEY, state int, seen_at int, note text) ${more};
  INSERT INTO jobs SELECT i, 0, 0, 'x' FROM generate_series(1, 5000) i; ${indexes}`;
const update = (set = 'seen_at = i', times = 12): string =>
  `DO $$ BEGIN FOR i IN 1..${times} LOOP UPDATE jobs SET ${set}; END LOOP; END $$;`;
const touch = { text: 'UPDATE jobs SET seen_at = $1 WHERE id = $2', rows: 50_000 };
const other = { text: 'UPDATE jobs AS j SET state = $1 WHERE j.id = $2', rows: 10_000 };
const workload = workloadOf(touch, other);
const index = 'CREATE INDEX seen ON jobs (seen_at);';

testCheck(lowHotUpdates, {
  fires: [
    {
      name: 'an index that nothing reads, on what is updated all the time',
      sql: table(index) + update(),
      workload,
      expected:
        /info \d\.\d% of the 60,000 updates of public\.jobs left its 2 indexes alone, because 83\.3% set seen_at, which only public\.seen needs/,
      subjects: ['index public.seen'],
    },
    {
      name: 'in the condition of an index',
      sql: table('CREATE INDEX seen ON jobs (note) WHERE seen_at > 0;') + update(),
      workload,
      subjects: ['index public.seen'],
    },
    {
      name: 'partitions, said once',
      sql:
        table(index, 'PARTITION BY RANGE (id)').replace(
          'INSERT',
          'CREATE TABLE j1 PARTITION OF jobs FOR VALUES FROM (0) TO (3000); CREATE TABLE j2 PARTITION OF jobs FOR VALUES FROM (3000) TO (9999); INSERT',
        ) + update(),
      workload,
      subjects: ['index public.seen'],
    },
  ],
  silent: [
    {
      name: 'most updates leave indexes alone',
      sql: table(index, 'WITH (fillfactor = 20)'),
      meanwhile: async (session) => {
        for (let round = 0; round < 12; round += 1)
          await session.execute('UPDATE jobs SET note = id');
      },
      workload,
    },
    { name: 'few updates', sql: table(index) + update('seen_at = i', 2), workload },
    { name: 'the same in a month', sql: table(index) + update(), workload, countedDays: 30 },
    {
      name: 'two indexes have the column',
      sql: table(`${index} CREATE INDEX states ON jobs (state, seen_at);`) + update(),
      workload,
    },
    {
      name: 'no index has it: rows find no room on their page',
      sql: table('CREATE INDEX states ON jobs (state);') + update(),
      workload: workloadOf(touch),
    },
    {
      name: 'it keeps duplicates out',
      sql: `${table('CREATE UNIQUE INDEX seen ON jobs (seen_at, id);')} ${update()}`,
      workload,
    },
    { name: 'statements of another table', sql: table(index) + update(), workload: workloadOf() },
    {
      name: 'summaries of pages',
      sql: table('CREATE INDEX seen ON jobs USING brin (seen_at);') + update(),
      workload: workloadOf(touch),
      sinceMajor: 16,
    },
  ],
});

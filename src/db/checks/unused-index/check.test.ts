import { testCheck } from '../../../../test/support/checks.ts';
import type { Session } from '../../../postgres/session.ts';
import { unusedIndex } from './check.ts';

const table = `CREATE TABLE t (id int PRIMARY KEY, a int, b text);
  INSERT INTO t SELECT i, i, i FROM generate_series(1, 60000) i; CREATE INDEX x ON t (a);`;

/** As if years had gone by: many transactions that write, and the table is read in other ways. */
async function busy(session: Session): Promise<void> {
  await session.execute(
    'DO $$ BEGIN FOR i IN 1..2000 LOOP PERFORM FROM t WHERE id = i; END LOOP; END $$',
  );
  await session.execute('CREATE TABLE other (i int)');
  await session.execute(
    'DO $$ BEGIN FOR i IN 1..1000 LOOP INSERT INTO other VALUES (i); COMMIT; END LOOP; END $$',
  );
}

const old = { countedDays: 60, meanwhile: busy };

testCheck(unusedIndex, {
  fires: [
    {
      name: 'never read',
      sql: table,
      ...old,
      expected:
        /info public\.x on public\.t was read not once in 60 days, takes 1\.\d+ MB and is written 1000 times a day/,
      subjects: ['index public.x'],
    },
    {
      name: 'partitions, counted together',
      sql: `CREATE TABLE t (id int, a int) PARTITION BY RANGE (id);
        CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (40000); CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (40000) TO (99999);
        INSERT INTO t SELECT i, i FROM generate_series(1, 60000) i; CREATE INDEX k ON t (id); CREATE INDEX x ON t (a);`,
      ...old,
      subjects: ['index public.x'],
    },
  ],
  silent: [
    {
      name: 'a database that was restored an hour ago',
      sql: table,
      meanwhile: busy,
      countedDays: 0.04,
    },
    { name: 'counters that do not say since when', sql: table, meanwhile: busy },
    { name: 'less than a month', sql: table, meanwhile: busy, countedDays: 20 },
    { name: 'a table that nobody reads', sql: table, countedDays: 60 },
    {
      name: 'an index of yesterday',
      sql: table.replace('CREATE INDEX x ON t (a);', ''),
      countedDays: 60,
      meanwhile: async (session) => {
        await busy(session);
        await session.execute('CREATE INDEX x ON t (a)');
      },
    },
    {
      name: 'read',
      sql: table,
      countedDays: 60,
      meanwhile: async (session) => {
        await busy(session);
        await session.execute('SET enable_seqscan = off');
        await session.execute('SELECT FROM t WHERE a = 5');
      },
    },
    { name: 'small', sql: table.replace('60000', '10000'), ...old },
    { name: 'unique', sql: table.replace('CREATE INDEX', 'CREATE UNIQUE INDEX'), ...old },
    {
      name: 'of a constraint',
      sql: table.replace('CREATE INDEX x ON t (a)', 'ALTER TABLE t ADD UNIQUE (a)'),
      ...old,
    },
    {
      name: 'of a foreign key',
      sql: `${table} ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES t (id);`,
      ...old,
    },
    {
      name: 'what rows were once sorted by',
      sql: `${table} ALTER TABLE t CLUSTER ON x;`,
      ...old,
    },
  ],
});

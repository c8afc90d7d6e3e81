import { testCheck } from '../../../../test/support/checks.ts';
import { workloadOf } from '../../../../test/support/workload.ts';
import { indexOfNulls } from './check.ts';

const fill =
  'INSERT INTO t SELECT i, CASE WHEN i % 10 = 0 THEN i END FROM generate_series(1, 200000) i;';
const table = (index = 'CREATE INDEX x ON t (parent);', rows = fill): string =>
  `CREATE TABLE t (id int PRIMARY KEY, parent int); ${rows} ${index} ANALYZE t;`;

testCheck(indexOfNulls, {
  fires: [
    {
      name: 'nine of ten rows have nothing',
      sql: table(),
      expected:
        /info (89\.\d|90\.\d)% of the entries of public\.x on public\.t are nulls: about 1\.1\d MB of its 1\.\d+ MB/,
      subjects: ['index public.x'],
    },
    {
      name: 'partitions, said once',
      sql: `CREATE TABLE t (id int, parent int) PARTITION BY RANGE (id);
        CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (100000); CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (100000) TO (999999);
        ${fill} CREATE INDEX x ON t (parent); ANALYZE t;`,
      subjects: ['index public.x'],
    },
  ],
  silent: [
    {
      name: 'a third has nothing',
      sql: table(undefined, fill.replace('i % 10 = 0', 'i % 3 <> 0')),
    },
    { name: 'small', sql: table(undefined, fill.replace('200000', '20000')) },
    {
      name: 'without nulls already',
      sql: table('CREATE INDEX x ON t (parent) WHERE parent IS NOT NULL;'),
    },
    { name: 'with another column', sql: table('CREATE INDEX x ON t (parent, id);') },
    { name: 'unique', sql: table('CREATE UNIQUE INDEX x ON t (parent);') },
    {
      name: 'statements look for nulls',
      sql: table(),
      workload: workloadOf({ text: 'SELECT id FROM t WHERE parent IS NULL LIMIT $1' }),
    },
    {
      name: 'statements sort by it',
      sql: table(),
      workload: workloadOf({ text: 'SELECT id FROM t x ORDER BY x.parent LIMIT $1' }),
    },
    { name: 'nobody has analysed', sql: table().replace('ANALYZE t;', '') },
  ],
});

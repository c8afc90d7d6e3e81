import { testCheck } from '../../../../test/support/checks.ts';
import { sequentialScans } from './check.ts';

/** 12 MB of few rows, so that it is quickly read. */
const table = (name = 't', more = ''): string => `
  CREATE TABLE ${name} (id int PRIMARY KEY, note text) ${more};
  ALTER TABLE ${name} ALTER note SET STORAGE PLAIN;`;
const fill =
  "INSERT INTO t SELECT i, repeat('x', 2500) FROM generate_series(1, 4500) i; ANALYZE t;";
const read = (times: number, what = 'SELECT count(note) FROM t'): string =>
  `DO $$ BEGIN FOR i IN 1..${times} LOOP PERFORM * FROM (${what}) x; END LOOP; END $$;`;

testCheck(sequentialScans, {
  fires: [
    {
      name: 'read a hundred times in a day',
      sql: table() + fill + read(100),
      countedDays: 1,
      expected:
        /info public\.t \(12\.3 MB\) is read whole 100 times a day: 1\.23 GB, 4,\d+ rows in each scan/,
      subjects: ['public.t'],
    },
    {
      name: 'partitions, said once',
      sql: `${table('t', 'PARTITION BY RANGE (id)')} CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (2000);
        CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (2000) TO (9999); ${fill} ${read(100)}`,
      countedDays: 1,
      subjects: ['public.t'],
    },
  ],
  silent: [
    { name: 'the same in a month', sql: table() + fill + read(100), countedDays: 30 },
    { name: 'once a day', sql: table() + fill + read(20), countedDays: 20 },
    {
      name: 'scans that end after a few rows',
      sql: table() + fill + read(2000, 'SELECT note FROM t LIMIT 1'),
      countedDays: 1,
    },
    {
      name: 'small',
      sql: table() + fill.replace('4500', '3000') + read(400),
      countedDays: 1,
    },
    {
      name: 'by its index',
      sql: table() + fill + read(3000, 'SELECT FROM t WHERE id = 5'),
      countedDays: 1,
    },
  ],
});

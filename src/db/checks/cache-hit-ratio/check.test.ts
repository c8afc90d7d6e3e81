import { testCheck } from '../../../../test/support/checks.ts';
import { cacheHitRatio } from './check.ts';

/** A table is larger than a quarter of `shared_buffers`: the server does not try to keep it. */
const table = `CREATE TABLE t (id int PRIMARY KEY, note text); ALTER TABLE t ALTER note SET STORAGE PLAIN;
  INSERT INTO t SELECT i, repeat('x', 7000) FROM generate_series(1, 4000) i; ANALYZE t;`;
const read = (times: number, what = 'count(note) FROM t'): string =>
  `DO $$ BEGIN FOR i IN 1..${times} LOOP PERFORM ${what}; END LOOP; END $$;`;

testCheck(cacheHitRatio, {
  settings: ['shared_buffers=8MB', 'autovacuum=off', 'max_parallel_workers_per_gather=0'],
  fires: [
    {
      name: 'a table that does not fit is read again and again',
      sql: table + read(120),
      expected:
        /info Only \d+\.\d% of the pages that \S+ needed were in shared_buffers \(8\.39 MB\): \d\.\d+ GB a day came from outside; (100|99)\.\d+% of it for public\.t/,
      subjects: ['database'],
    },
  ],
  silent: [
    { name: 'the same in a month', sql: table + read(120), countedDays: 30 },
    { name: 'read once', sql: table + read(1) },
    { name: 'nothing was read', sql: '' },
    { name: 'in memory', sql: table + read(20_000, 'FROM t WHERE id = 5') },
  ],
});

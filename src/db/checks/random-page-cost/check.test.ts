import { testCheck } from '../../../../test/support/checks.ts';
import { withServerSettings } from '../../../../test/support/server-settings.ts';
import { randomPageCost } from './check.ts';

/** A table of one row a page, that is read so often. */
const read = (times: number): string => `
  CREATE TABLE t (a int, b text);
  ALTER TABLE t ALTER b SET STORAGE PLAIN;
  INSERT INTO t SELECT i, repeat('x', 5000) FROM generate_series(1, 1000) i;
  SELECT sum((SELECT count(*) FROM t WHERE a > g)) FROM generate_series(1, ${times}) g;`;

testCheck(randomPageCost, {
  fires: [
    {
      name: 'all of it is in memory',
      sql: read(210),
      countedDays: 7,
      expected:
        /^info random_page_cost is 4, as for a disk that turns, but (99\.\d+|100\.0)% of 2\d\d,\d{3} pages came from shared_buffers/m,
      subjects: ['random_page_cost'],
    },
  ],
  silent: [
    { name: 'just restored', sql: read(210) },
    { name: 'nothing was read yet', sql: 'CREATE TABLE t (a int)' },
    {
      name: 'lowered for the server',
      sql: read(210),
      countedDays: 7,
      meanwhile: withServerSettings('random_page_cost = 1.1'),
    },
  ],
});

testCheck(randomPageCost, {
  // Less than the table: each time it comes from outside.
  settings: ['shared_buffers=1MB'],
  fires: [],
  silent: [
    {
      name: 'most of it is read from outside',
      sql: read(210),
      countedDays: 7,
    },
  ],
});

import { testCheck } from '../../../../test/support/checks.ts';
import { smallSharedBuffers } from './check.ts';

/** A table of one row a page, 8 MB, that is read so often. */
const read = (times: number): string => `
  CREATE TABLE t (a int, b text); ALTER TABLE t ALTER b SET STORAGE PLAIN;
  INSERT INTO t SELECT i, repeat('x', 5000) FROM generate_series(1, 1000) i;
  SELECT sum((SELECT count(*) FROM t WHERE a > g)) FROM generate_series(1, ${times}) g;`;

testCheck(smallSharedBuffers, {
  settings: ['shared_buffers=1MB'],
  fires: [
    {
      name: 'a table that does not fit in',
      sql: read(150),
      countedDays: 7,
      expected:
        /^info shared_buffers is 1\.05 MB, as after installing, for a database of 1\d\.\d MB: \d\d\.\d% of \d+,\d{3} pages came from outside/m,
      subjects: ['shared_buffers'],
    },
  ],
  silent: [
    { name: 'just restored', sql: read(150) },
    { name: 'hardly anything is read', sql: read(10), countedDays: 7 },
  ],
});

testCheck(smallSharedBuffers, {
  settings: ['shared_buffers=64MB'],
  fires: [],
  silent: [{ name: 'all of it fits in', sql: read(150), countedDays: 7 }],
});

testCheck(smallSharedBuffers, {
  settings: ['shared_buffers=160MB'],
  fires: [],
  silent: [{ name: 'somebody has chosen it', sql: read(150), countedDays: 7 }],
});

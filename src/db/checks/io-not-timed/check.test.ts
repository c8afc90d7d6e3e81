import { testCheck } from '../../../../test/support/checks.ts';
import { withServerSettings } from '../../../../test/support/server-settings.ts';
import { ioNotTimed } from './check.ts';

/** A table of one row a page, larger than the memory of the server, that is read so often. */
const read = (times: number): string => `
  CREATE TABLE t (a int, b text); ALTER TABLE t ALTER b SET STORAGE PLAIN;
  INSERT INTO t SELECT i, repeat('x', 5000) FROM generate_series(1, 1000) i;
  SELECT sum((SELECT count(*) FROM t WHERE a > g)) FROM generate_series(1, ${times}) g;`;

testCheck(ioNotTimed, {
  settings: ['shared_buffers=1MB'],
  fires: [
    {
      name: 'much is read',
      sql: read(150),
      countedDays: 7,
      expected: /^info track_io_timing is off: how long it took to read 1\d\d,\d{3} pages/m,
      subjects: ['track_io_timing'],
    },
  ],
  silent: [
    { name: 'just restored', sql: read(150) },
    { name: 'hardly anything is read', sql: read(10), countedDays: 7 },
    {
      name: 'it is timed',
      sql: read(150),
      countedDays: 7,
      meanwhile: withServerSettings('track_io_timing = on'),
    },
  ],
});

import { withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { readSettings } from '../settings.ts';

/** Much is read from outside of the server's memory, and nobody knows how long that takes. */
export const ioNotTimed: Check = {
  id: 'io-not-timed',
  group: 'settings',
  run: async (database) => {
    const settings = await readSettings(database, ['track_io_timing']);
    if (settings.get('track_io_timing')?.value !== 'off') return [];
    const [row] = await database.query<{ pages: number }>(sql);
    if (row === undefined || row.pages < PAGES_MIN) return [];
    return [
      {
        subject: 'track_io_timing',
        severity: 'info',
        title: `track_io_timing is off: how long it took to read ${withSeparators(row.pages)} pages from outside of shared_buffers is not known`,
        fix: 'Set track_io_timing to on and reload; pg_test_timing says what looking at the clock costs on that machine.',
        evidence: { pages_read: row.pages },
      },
    ];
  },
};

/** 800 MB. */
const PAGES_MIN = 100_000;

const sql = `SELECT blks_read::float8 AS pages FROM pg_stat_database WHERE datname = current_database()`;

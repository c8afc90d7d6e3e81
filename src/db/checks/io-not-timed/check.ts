import { withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { readPages } from '../read-pages.ts';
import { readSettings } from '../settings.ts';

/** Much is read from outside of the server's memory, and nobody knows how long that takes. */
export const ioNotTimed: Check = {
  id: 'io-not-timed',
  group: 'settings',
  run: async (database) => {
    const settings = await readSettings(database, ['track_io_timing']);
    if (settings.get('track_io_timing')?.value !== 'off') return [];
    const { read } = (await readPages(database)) ?? { read: 0 };
    if (read < PAGES_MIN) return [];
    return [
      {
        subject: 'track_io_timing',
        severity: 'info',
        title: `track_io_timing is off: how long it took to read ${withSeparators(read)} pages from outside of shared_buffers is not known`,
        fix: 'Set track_io_timing to on and reload; pg_test_timing says what looking at the clock costs on that machine.',
        evidence: { pages_read: read },
      },
    ];
  },
};

/** 800 MB. */
const PAGES_MIN = 100_000;

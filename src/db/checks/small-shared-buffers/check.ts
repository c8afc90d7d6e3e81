import { bytesText } from '../../../base/bytes.ts';
import { percent, withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { PAGE_BYTES, readSettings } from '../settings.ts';

/** The server's own memory is what it is after installing, and much is read from outside of it. */
export const smallSharedBuffers: Check = {
  id: 'small-shared-buffers',
  group: 'settings',
  run: async (database) => {
    const settings = await readSettings(database, ['shared_buffers']);
    const bytes = (settings.get('shared_buffers')?.number ?? 0) * PAGE_BYTES;
    if (bytes > INSTALLED_BYTES) return [];
    const [row] = await database.query<Row>(sql);
    if (row === undefined || row.size < 4 * bytes) return [];
    if (row.read < READ_MIN || row.read < row.pages * READ_SHARE) return [];
    return [
      {
        subject: 'shared_buffers',
        severity: 'info',
        title: `shared_buffers is ${bytesText(bytes)}, as after installing, for a database of ${bytesText(row.size)}: ${percent(row.read / row.pages)} of ${withSeparators(row.pages)} pages came from outside of it`,
        fix: 'Give it a quarter of the memory of the machine, if PostgreSQL has that for itself; this takes a restart.',
        evidence: {
          shared_buffers_bytes: bytes,
          database_bytes: row.size,
          pages: row.pages,
          read_pages: row.read,
        },
      },
    ];
  },
};

/** 128 MB. */
const INSTALLED_BYTES = 128 * 1024 * 1024;
const READ_MIN = 100_000;
const READ_SHARE = 0.05;

interface Row {
  /** All that was asked for since statistics were reset. */
  readonly pages: number;
  readonly read: number;
  readonly size: number;
}

const sql = `
  SELECT (blks_hit + blks_read)::float8 AS pages, blks_read::float8 AS read, pg_database_size(datid)::float8 AS size
  FROM pg_stat_database WHERE datname = current_database()`;

import { bytesText } from '../../../base/bytes.ts';
import { percent, withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { readPages } from '../read-pages.ts';
import { PAGE_BYTES, readSettings } from '../settings.ts';

/** The server's own memory is what it is after installing, and much is read from outside of it. */
export const smallSharedBuffers: Check = {
  id: 'small-shared-buffers',
  group: 'settings',
  run: async (database) => {
    const settings = await readSettings(database, ['shared_buffers']);
    const bytes = (settings.get('shared_buffers')?.number ?? 0) * PAGE_BYTES;
    if (bytes > INSTALLED_BYTES) return [];
    const { pages, read } = (await readPages(database)) ?? { pages: 0, read: 0 };
    if (read < READ_MIN || read < pages * READ_SHARE) return [];
    const [{ size } = { size: 0 }] = await database.query<{ size: number }>(sizeSql);
    if (size < 4 * bytes) return [];
    return [
      {
        subject: 'shared_buffers',
        severity: 'info',
        title: `shared_buffers is ${bytesText(bytes)}, as after installing, for a database of ${bytesText(size)}: ${percent(read / pages)} of ${withSeparators(pages)} pages came from outside of it`,
        fix: 'Give it a quarter of the memory of the machine, if PostgreSQL has that for itself; this takes a restart.',
        evidence: {
          shared_buffers_bytes: bytes,
          database_bytes: size,
          pages,
          read_pages: read,
        },
      },
    ];
  },
};

/** 128 MB. */
const INSTALLED_BYTES = 128 * 1024 * 1024;
const READ_MIN = 100_000;
const READ_SHARE = 0.05;

const sizeSql = `SELECT pg_database_size(current_database())::float8 AS size`;

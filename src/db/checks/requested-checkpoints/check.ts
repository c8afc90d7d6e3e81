import { bytesText } from '../../../base/bytes.ts';
import { withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { roughDuration } from '../rough-duration.ts';
import { readSettings } from '../settings.ts';

/** Checkpoints that come because the log is full, and not because it is time. `daysMin`: for how long must have been counted. */
export function requestedCheckpointsFrom(daysMin: number): Check {
  return {
    id: 'requested-checkpoints',
    group: 'settings',
    run: async (database) => {
      const [row] = await database.query<Row>(sql(database.major));
      if (row === undefined || row.seconds < daysMin * 86_400) return [];
      const { requested, timed, seconds } = row;
      if (requested < REQUESTED_MIN || requested <= timed) return [];
      const settings = await readSettings(database, ['max_wal_size']);
      const bytes = (settings.get('max_wal_size')?.number ?? 0) * 1024 * 1024;
      const everyS = seconds / requested;
      return [
        {
          subject: 'max_wal_size',
          severity: everyS < OFTEN_S ? 'warning' : 'info',
          title: `${withSeparators(requested)} checkpoints were requested and ${withSeparators(timed)} came in time: max_wal_size, ${bytesText(bytes)}, is full every ${roughDuration(everyS * 1000)}`,
          fix: 'Make max_wal_size larger, as far as the disk and the time of a restart allow.',
          evidence: { requested, timed, max_wal_size_bytes: bytes, every_s: Math.round(everyS) },
        },
      ];
    },
  };
}

/** Restoring a database makes many within the hour. */
export const requestedCheckpoints: Check = requestedCheckpointsFrom(1);

/** Backups, and whoever makes a database, request some. */
const REQUESTED_MIN = 10;
const OFTEN_S = 60;

interface Row {
  readonly requested: number;
  readonly timed: number;
  /** For how long they were counted. */
  readonly seconds: number;
}

const sql = (major: number): string =>
  major >= 17
    ? `SELECT num_requested::float8 AS requested, num_timed::float8 AS timed,
         extract(epoch FROM now() - stats_reset)::float8 AS seconds FROM pg_stat_checkpointer`
    : `SELECT checkpoints_req::float8 AS requested, checkpoints_timed::float8 AS timed,
         extract(epoch FROM now() - stats_reset)::float8 AS seconds FROM pg_stat_bgwriter`;

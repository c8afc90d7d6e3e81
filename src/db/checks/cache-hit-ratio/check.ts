import { bytesText } from '../../../base/bytes.ts';
import { percent } from '../../../report/number.ts';
import type { Check, Observation } from '../check.ts';
import { userTable } from '../fragments.ts';

/** A database that reads much of what it needs from outside of the server's own memory. */
export const cacheHitRatio: Check = {
  id: 'cache-hit-ratio',
  group: 'storage',
  run: async (database) => {
    const days = Math.max(1, await database.countedDays());
    const [row] = await database.query<Row>(sql);
    return row === undefined ? [] : observe(row, days);
  },
};

/** A fresh server has read everything once. */
const HIT_SHARE_MAX = 0.95;
const BYTES_A_DAY_MIN = 2 * 1024 ** 3;
/** Of waiting for reads, where that is timed (`track_io_timing`). */
const WARNING_MS_A_DAY = 3_600_000;

interface Row {
  readonly database: string;
  readonly hitBytes: number;
  readonly readBytes: number;
  readonly readMs: number;
  readonly databaseBytes: number;
  readonly bufferBytes: number;
  /** The table that most was read of, with its indexes and long values. */
  readonly worst: string | null;
  readonly worstBytes: number | null;
}

function observe(row: Row, days: number): readonly Observation[] {
  const { database, hitBytes, readBytes, readMs, databaseBytes, bufferBytes } = row;
  const { worst, worstBytes } = row;
  const share = hitBytes / Math.max(1, hitBytes + readBytes);
  const [bytesADay, msADay] = [readBytes / days, readMs / days];
  // As much as the whole database a day is what one backup reads.
  if (share >= HIT_SHARE_MAX || bytesADay < Math.max(BYTES_A_DAY_MIN, 2 * databaseBytes)) return [];
  const most =
    worst === null || worstBytes === null
      ? ''
      : `; ${percent(Math.min(1, worstBytes / readBytes))} of it for ${worst}`;
  return [
    {
      subject: 'database',
      severity: msADay >= WARNING_MS_A_DAY ? 'warning' : 'info',
      title: `Only ${percent(share)} of the pages that ${database} needed were in shared_buffers (${bytesText(bufferBytes)}): ${bytesText(bytesADay)} a day came from outside${most}`,
      fix: `Look for statements that read more than they need${worst === null ? '' : `, first of ${worst}`}, and then at the size of shared_buffers.`,
      evidence: {
        hit_share: Number(share.toFixed(4)),
        read_bytes_per_day: Math.round(bytesADay),
        read_ms_per_day: Math.round(msADay),
        database_bytes: databaseBytes,
        shared_buffers_bytes: bufferBytes,
      },
    },
  ];
}

const sql = `
  WITH page AS (SELECT current_setting('block_size')::float8 AS bytes)
  SELECT quote_ident(d.datname) AS database, d.blks_hit * page.bytes AS "hitBytes", d.blks_read * page.bytes AS "readBytes",
    d.blk_read_time AS "readMs", pages.total * page.bytes AS "databaseBytes", b.setting::float8 * page.bytes AS "bufferBytes",
    w.name AS worst, w.blocks * page.bytes AS "worstBytes"
  FROM pg_stat_database d
  CROSS JOIN page
  JOIN pg_settings b ON b.name = 'shared_buffers'
  CROSS JOIN (SELECT sum(relpages)::float8 AS total FROM pg_class WHERE relkind IN ('r', 'm', 't', 'i')) pages
  LEFT JOIN LATERAL (
    SELECT format('%I.%I', n.nspname, c.relname) AS name,
      (coalesce(s.heap_blks_read, 0) + coalesce(s.idx_blks_read, 0) + coalesce(s.toast_blks_read, 0) + coalesce(s.tidx_blks_read, 0))::float8 AS blocks
    FROM pg_statio_user_tables s
    JOIN pg_class c ON c.oid = s.relid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${userTable('c', 'n')}
    ORDER BY 2 DESC, 1 LIMIT 1) w ON w.blocks > 0
  WHERE d.datname = current_database()`;

import { bytesText } from '../../../base/bytes.ts';
import { withSeparators } from '../../../report/number.ts';
import type { Check, Observation, WatchedScans } from '../check.ts';
import { userTable } from '../fragments.ts';

/** A large table that is read whole again and again. */
export const sequentialScans: Check = {
  id: 'sequential-scans',
  group: 'statements',
  run: async (database) => {
    const { watched } = database;
    const days = watched?.days ?? Math.max(1, await database.countedDays());
    const rows = await database.query<Row>(sql);
    return rows.flatMap((row) => observe(since(row, watched), days));
  },
};

const BYTES_MIN = 10 * 1024 ** 2;
/** Backups and nightly reports read everything once. */
const READS_A_DAY_MIN = 10;
/** Nothing follows from fewer, however short the time. */
const READS_MIN = 10;
const INFO_BYTES_A_DAY = 1024 ** 3;
const WARNING_BYTES_A_DAY = 100 * 1024 ** 3;

interface Row {
  readonly table: string;
  readonly bytes: number;
  readonly rows: number;
  readonly scans: number;
  readonly readRows: number;
}

/** What was read in the time that was watched, where one was. */
function since(row: Row, watched: WatchedScans | undefined): Row {
  const before = watched?.before.get(row.table);
  if (before === undefined || before.scans > row.scans) return row;
  return { ...row, scans: row.scans - before.scans, readRows: row.readRows - before.readRows };
}

function observe({ table, bytes, rows, scans, readRows }: Row, days: number): Observation[] {
  // Scans that end early, and processes that share one, are counted as scans: rows tell how often all of it was read.
  const reads = readRows / rows;
  const readsADay = reads / days;
  const bytesADay = readsADay * bytes;
  if (reads < READS_MIN || readsADay < READS_A_DAY_MIN || bytesADay < INFO_BYTES_A_DAY) return [];
  return [
    {
      subject: table,
      severity: bytesADay >= WARNING_BYTES_A_DAY ? 'warning' : 'info',
      title: `${table} (${bytesText(bytes)}) is read whole ${withSeparators(readsADay)} times a day: ${bytesText(bytesADay)}, ${withSeparators(readRows / scans)} rows in each scan`,
      fix: `Look for an index: trivet db suggest-indexes takes the statements that read ${table} into account.`,
      evidence: {
        size_bytes: bytes,
        rows,
        scans,
        rows_per_scan: Math.round(readRows / scans),
        reads_per_day: Math.round(readsADay),
        read_bytes_per_day: Math.round(bytesADay),
      },
    },
  ];
}

/** Partitions count for their outermost parent. */
const sql = `
  SELECT format('%I.%I', rn.nspname, r.relname) AS "table", sum(pg_relation_size(c.oid))::float8 AS bytes,
    sum(greatest(s.n_live_tup, c.reltuples, 1))::float8 AS rows, sum(s.seq_scan)::float8 AS scans, sum(s.seq_tup_read)::float8 AS "readRows"
  FROM pg_class c
  JOIN pg_stat_user_tables s ON s.relid = c.oid
  JOIN pg_class r ON r.oid = CASE WHEN c.relispartition THEN pg_partition_root(c.oid) ELSE c.oid END
  JOIN pg_namespace rn ON rn.oid = r.relnamespace
  WHERE c.relkind IN ('r', 'm') AND ${userTable('r', 'rn')}
  GROUP BY 1
  HAVING sum(pg_relation_size(c.oid)) >= ${BYTES_MIN} AND sum(s.seq_scan) > 0
  ORDER BY 5 DESC, 1`;

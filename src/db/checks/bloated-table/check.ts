import { bytesText } from '../../../base/bytes.ts';
import { percent } from '../../../report/number.ts';
import type { Check, Observation } from '../check.ts';
import { userTable } from '../fragments.ts';

/** A table that takes far more room than its rows need. */
export const bloatedTable: Check = {
  id: 'bloated-table',
  group: 'storage',
  needs: ['column statistics'],
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.flatMap(observe);
  },
};

const PAGE_BYTES = 8192;
const WASTED_BYTES_MIN = 10 * 1024 ** 2;
const WARNING_BYTES = 1024 ** 3;
const FACTOR_MIN = 2;

interface Row {
  readonly table: string;
  readonly bytes: number;
  readonly neededBytes: number;
  readonly deadRows: number;
}

function observe({ table, bytes, neededBytes, deadRows }: Row): Observation[] {
  const wasted = bytes - neededBytes;
  if (wasted < WASTED_BYTES_MIN || bytes < neededBytes * FACTOR_MIN) return [];
  return [
    {
      subject: table,
      severity: wasted >= WARNING_BYTES ? 'warning' : 'info',
      title: `${table} takes ${bytesText(bytes)} and its rows need about ${bytesText(neededBytes)}: ${percent(wasted / bytes)} is dead or empty`,
      fix: `See first why VACUUM fell behind; where the room is not filled again, write ${table} anew with pg_repack or pg_squeeze, or with VACUUM FULL while nobody needs it.`,
      evidence: {
        size_bytes: bytes,
        estimated_bytes: Math.round(neededBytes),
        wasted_bytes: Math.round(wasted),
        dead_rows: deadRows,
      },
    },
  ];
}

/**
 * Rows as they lie in a page of 8 KiB: a pointer of 4 bytes, a header of 23, the map of nulls where some are null, and the values,
 * each part rounded up to 8. Values that begin at multiples of their size cost 2 bytes each, roughly. A row that does not fit
 * leaves the rest of a page empty, so that wide rows are counted by page. Columns that were dropped lie there until a row is
 * written anew: such a table is left alone, and so is one with columns that nothing is known of.
 */
const sql = `
  SELECT name AS "table", sum(bytes) AS bytes, sum(ceil(rows / greatest(1, floor(8168 * fill / 100 / width))) * ${PAGE_BYTES})::float8 AS "neededBytes",
    sum(dead)::float8 AS "deadRows"
  FROM (
    SELECT format('%I.%I', rn.nspname, r.relname) AS name, pg_relation_size(c.oid)::float8 AS bytes,
      greatest(c.reltuples, s.n_live_tup)::float8 AS rows, s.n_dead_tup AS dead,
      coalesce((SELECT option_value::float8 FROM pg_options_to_table(c.reloptions) WHERE option_name = 'fillfactor'), 100) AS fill,
      4 + ceil((23 + CASE WHEN w.nulls THEN ceil(w.columns / 8.0) ELSE 0 END) / 8) * 8 + ceil(w.bytes / 8) * 8 AS width
    FROM pg_class c
    JOIN pg_class r ON r.oid = CASE WHEN c.relispartition THEN pg_partition_root(c.oid) ELSE c.oid END
    JOIN pg_namespace rn ON rn.oid = r.relnamespace
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_stat_user_tables s ON s.relid = c.oid
    CROSS JOIN LATERAL (
      SELECT count(*) AS columns, count(p.avg_width) AS known, bool_or(a.attisdropped) AS dropped, bool_or(p.null_frac > 0) AS nulls,
        sum((1 - p.null_frac) * (p.avg_width + CASE WHEN a.attalign IN ('d', 'i') THEN 2 ELSE 0 END)) AS bytes
      FROM pg_attribute a
      LEFT JOIN pg_stats p ON p.schemaname = n.nspname AND p.tablename = c.relname AND p.attname = a.attname AND NOT p.inherited
      WHERE a.attrelid = c.oid AND a.attnum > 0) w
    WHERE c.relkind IN ('r', 'm') AND c.reltuples >= 0 AND c.relpages > 0 AND NOT w.dropped AND w.known = w.columns
      AND c.relpages >= CASE WHEN c.relispartition THEN 0 ELSE ${WASTED_BYTES_MIN / PAGE_BYTES} END AND ${userTable('r', 'rn')}) t
  GROUP BY 1
  ORDER BY 2 DESC, 1`;

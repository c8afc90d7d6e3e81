import { bytesText } from '../../../base/bytes.ts';
import { percent, withSeparators } from '../../../report/number.ts';
import type { Check, Observation } from '../check.ts';
import { relationBytes, userTable } from '../fragments.ts';

/** A table that the planner knows nothing of, or that is another one now than when it was looked at. */
export const statisticsMissing: Check = {
  id: 'statistics-missing',
  group: 'storage',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(observe);
  },
};

const BYTES_MIN = 1024 * 1024;
const LARGE_BYTES = 100 * 1024 * 1024;
/** Autovacuum looks around each minute and needs its time; what is so far above its threshold was not looked at. */
const THRESHOLDS_MIN = 2;
const CHANGES_MIN = 10_000;

interface Row {
  readonly table: string;
  readonly bytes: number;
  readonly changes: number;
  readonly rows: number;
  readonly isKnown: boolean;
  readonly isPartitioned: boolean;
}

function observe({ table, bytes, changes, rows, isKnown, isPartitioned }: Row): Observation {
  const share = changes / Math.max(1, rows);
  return {
    subject: table,
    severity: (isKnown ? share >= 1 : !isPartitioned) && bytes >= LARGE_BYTES ? 'warning' : 'info',
    title: isKnown
      ? `${table} (${bytesText(bytes)}) has changed by ${withSeparators(changes)} rows since it was analysed, ${percent(share)} of the ${withSeparators(rows)} that it has`
      : `${table} (${bytesText(bytes)}) was never analysed${isPartitioned ? ' as a whole, only its partitions are' : ''}: the planner guesses`,
    fix: isPartitioned
      ? `ANALYZE ${table} now, and then from time to time: autovacuum never does it for a partitioned table.`
      : `ANALYZE ${table}, and see why autovacuum did not: whether it is off, has too few workers, or is still about to.`,
    sql: `ANALYZE ${table}`,
    evidence: { size_bytes: bytes, changed_rows: changes, rows },
  };
}

/** From when on autovacuum analyses a table. */
const setting = (name: string): string => `coalesce(
      (SELECT option_value FROM pg_options_to_table(c.reloptions) WHERE option_name = 'autovacuum_analyze_${name}'),
      current_setting('autovacuum_analyze_${name}'))::float8`;

/**
 * Whether there are statistics of columns shows only to who may read the table; to all others, −1 rows mean that neither
 * VACUUM nor ANALYZE was ever there. Counters alone do not do: they may have been reset. Settings of a table win over those of
 * the server. Foreign tables are never analysed by themselves and hardly ever need it.
 */
const sql = `
  SELECT format('%I.%I', n.nspname, c.relname) AS "table", z.bytes, coalesce(s.n_mod_since_analyze, 0)::float8 AS changes,
    greatest(c.reltuples, s.n_live_tup, 0)::float8 AS rows, k.known AS "isKnown", c.relkind = 'p' AS "isPartitioned"
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
  CROSS JOIN LATERAL (
    SELECT c.reltuples >= 0 AND (
      NOT (has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))
      OR s.last_analyze IS NOT NULL OR s.last_autoanalyze IS NOT NULL
      OR EXISTS (SELECT FROM pg_stats p WHERE p.schemaname = n.nspname AND p.tablename = c.relname)) AS known) k
  CROSS JOIN LATERAL (SELECT ${relationBytes('c')} AS bytes) z
  WHERE (c.relkind IN ('r', 'm') OR c.relkind = 'p' AND NOT c.relispartition) AND ${userTable('c', 'n')} AND z.bytes >= ${BYTES_MIN}
    AND (NOT k.known OR c.relkind <> 'p' AND s.n_mod_since_analyze >= ${CHANGES_MIN}
      AND s.n_mod_since_analyze > ${THRESHOLDS_MIN} * (${setting('threshold')} + ${setting('scale_factor')} * c.reltuples))
    AND NOT EXISTS (SELECT FROM pg_stat_progress_analyze p WHERE p.relid = c.oid)
  ORDER BY z.bytes DESC, 1`;

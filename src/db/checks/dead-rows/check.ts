import { bytesText } from '../../../base/bytes.ts';
import { percent, withSeparators } from '../../../report/number.ts';
import type { Check, Observation } from '../check.ts';
import { notOfExtension } from '../own-objects.ts';
import { userSchema } from '../../../postgres/catalog/catalog-kind.ts';

/** Tables where rows that are gone pile up: autovacuum is behind, or does not come. */
export const deadRows: Check = {
  id: 'dead-rows',
  group: 'storage',
  run: async (database) => {
    const rows = await database.query<Row>(sql(database.major));
    return rows.map((row) => (row.off ? ofSwitchedOff(row) : ofBehind(row)));
  },
};

function ofBehind({ table, dead, live, due, bytes, vacuumed }: Row): Observation {
  const share = dead / (dead + live);
  return {
    subject: table,
    severity: bytes >= LARGE_BYTES ? 'warning' : 'info',
    title: `${table} has ${withSeparators(dead)} dead rows (${percent(share)}), about ${bytesText(bytes)}; autovacuum was due at ${withSeparators(due)}, and ${lastTime(vacuumed)}`,
    fix: `Run VACUUM ${table}, and let autovacuum come sooner (autovacuum_vacuum_scale_factor) or work faster (autovacuum_vacuum_cost_limit).`,
    evidence: {
      dead_rows: dead,
      live_rows: live,
      due_at: Math.round(due),
      size_bytes: Math.round(bytes),
    },
  };
}

function ofSwitchedOff({ table, dead, changes, vacuumed }: Row): Observation {
  return {
    subject: table,
    severity: 'warning',
    title: `${table} has autovacuum switched off, ${withSeparators(changes)} of its rows were changed or deleted, ${withSeparators(dead)} lie dead, and ${lastTime(vacuumed)}`,
    fix: `Let autovacuum come to ${table}.`,
    sql: `ALTER TABLE ${table} RESET (autovacuum_enabled)`,
    evidence: { dead_rows: dead, changes },
  };
}

function lastTime(vacuumed: string | null): string {
  return vacuumed === null ? 'it was never vacuumed' : `it was last vacuumed on ${vacuumed}`;
}

const LARGE_BYTES = 1_000_000_000;

interface Row {
  readonly table: string;
  readonly dead: number;
  readonly live: number;
  /** Where autovacuum begins. */
  readonly due: number;
  readonly bytes: number;
  readonly changes: number;
  readonly off: boolean;
  /** A day, as text. */
  readonly vacuumed: string | null;
}

/**
 * Behind is what has twice the dead rows that autovacuum waits for, takes room that matters, and is not being cleaned now.
 * Just vacuumed and still full of dead rows is another matter: something holds them back. Without autovacuum a table is in
 * order as long as somebody else vacuums it. Partitions count for the table that they are parts of, all together.
 */
const sql = (major: number): string => `
  WITH setting AS (
    SELECT current_setting('autovacuum_vacuum_threshold')::float8 AS base,
      current_setting('autovacuum_vacuum_scale_factor')::float8 AS scale,
      ${major >= 18 ? `current_setting('autovacuum_vacuum_max_threshold')::float8` : '-1'} AS most),
  part AS (
    SELECT CASE WHEN c.relispartition THEN pg_partition_root(c.oid) ELSE c.oid END AS root, c.relkind, c.oid,
      pg_stat_get_dead_tuples(c.oid)::float8 AS dead, pg_stat_get_live_tuples(c.oid)::float8 AS live,
      (pg_stat_get_tuples_updated(c.oid) + pg_stat_get_tuples_deleted(c.oid))::float8 AS changes,
      greatest(pg_stat_get_last_vacuum_time(c.oid), pg_stat_get_last_autovacuum_time(c.oid)) AS vacuumed,
      coalesce(o.off, false) AS off,
      least(coalesce(o.base, s.base) + coalesce(o.scale, s.scale) * greatest(c.reltuples, 0),
        nullif(coalesce(o.most, s.most), -1)) AS due
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN setting s
    CROSS JOIN LATERAL (
      SELECT max(option_value) FILTER (WHERE option_name = 'autovacuum_vacuum_threshold')::float8 AS base,
        max(option_value) FILTER (WHERE option_name = 'autovacuum_vacuum_scale_factor')::float8 AS scale,
        max(option_value) FILTER (WHERE option_name = 'autovacuum_vacuum_max_threshold')::float8 AS most,
        NOT max(option_value) FILTER (WHERE option_name = 'autovacuum_enabled')::bool AS off
      FROM pg_options_to_table(c.reloptions)) o
    WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND ${userSchema('n')} AND ${notOfExtension('pg_class', 'c.oid')}),
  sick AS (
    SELECT root, sum(dead) AS dead, sum(live) AS live, sum(due) AS due, sum(changes) AS changes,
      to_char(max(vacuumed), 'YYYY-MM-DD') AS vacuumed, bool_or(off) AS off,
      sum(CASE WHEN dead > 0 THEN pg_relation_size(oid) * dead / (dead + live) END) AS bytes
    FROM part
    WHERE CASE
      WHEN off THEN changes >= 1000 AND coalesce(vacuumed < now() - interval '7 days', true)
      ELSE dead > 2 * due AND coalesce(vacuumed < now() - interval '1 hour', true)
        AND NOT EXISTS (SELECT FROM pg_stat_progress_vacuum v WHERE v.relid = part.oid) END
    GROUP BY root)
  SELECT format('%I.%I', n.nspname, c.relname) AS table, s.dead, s.live, s.due, s.changes, s.off,
    coalesce(s.bytes, 0) AS bytes, s.vacuumed
  FROM sick s
  JOIN pg_class c ON c.oid = s.root
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE s.off OR s.bytes >= 10000000
  ORDER BY s.bytes DESC NULLS LAST, 1`;

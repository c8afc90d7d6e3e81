import { userSchema } from '../catalog/catalog-kind.ts';
import type { Session } from '../session.ts';
import type { ColumnStatistics, RelationSize, Statistics } from './statistics.ts';

/**
 * Reads what the planner knows of some tables (`public.orders`, quoted as SQL needs it) and of their indexes, from the
 * catalog alone. What the role may not see (columns that it may not read) is missing, without an error.
 */
export async function readStatistics(
  session: Session,
  tables: readonly string[],
): Promise<Statistics> {
  const sizes = await session.query<RelationSize>(sizesSql, [tables]);
  const columns = await session.query<ColumnStatistics>(columnsSql, [tables]);
  const settings = await session.query<{ name: string; value: string }>(settingsSql);
  const byName = Object.fromEntries(settings.map(({ name, value }) => [name, value]));
  return { sizes, columns, settings: byName };
}

const ofTables = `
  SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'm', 'f') AND ${userSchema('n')} AND format('%I.%I', n.nspname, c.relname) = ANY ($1)`;

const sizesSql = `
  WITH t AS (${ofTables})
  SELECT format('%I.%I', n.nspname, c.relname) AS relation,
    CASE WHEN c.relkind IN ('r', 'm') THEN 'table' WHEN c.relkind = 'i' THEN 'index' ELSE 'other' END AS kind,
    CASE WHEN c.relkind IN ('r', 'm', 'i') THEN coalesce(pg_relation_size(c.oid), 0)::float8 / 8192 ELSE 0 END AS pages,
    c.reltuples::float8 AS "countedRows", c.relpages::float8 AS "countedPages", c.relallvisible::float8 AS "allVisiblePages"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid IN (SELECT oid FROM t) OR c.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid IN (SELECT oid FROM t))
  ORDER BY 1`;

/** Statistics of expressions stand under the names of their indexes, and of the columns that those have. */
const columnsSql = `
  WITH t AS (${ofTables})
  SELECT format('%I.%I', s.schemaname, s.tablename) AS relation, s.attname AS column, s.inherited,
    s.null_frac::float8 AS "nullFraction", s.avg_width AS "averageWidth", s.n_distinct::float8 AS distinct,
    s.most_common_vals::text AS "commonValues", s.most_common_freqs::text AS "commonFrequencies",
    s.histogram_bounds::text AS histogram, s.correlation::float8 AS correlation,
    s.most_common_elems::text AS "commonElements", s.most_common_elem_freqs::text AS "commonElementFrequencies",
    s.elem_count_histogram::text AS "elementCounts"
  FROM pg_stats s
  JOIN pg_namespace n ON n.nspname = s.schemaname
  JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
  WHERE c.oid IN (SELECT oid FROM t) OR c.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid IN (SELECT oid FROM t))
  ORDER BY 1, 2, 3`;

/** Those of the planner, as `pg_settings` sorts them, and what it looks at besides. */
const settingsSql = `
  SELECT name, quote_literal(current_setting(name)) AS value FROM pg_settings
  WHERE category LIKE 'Query Tuning%' AND vartype <> 'string' OR name IN (
    'work_mem', 'hash_mem_multiplier', 'effective_io_concurrency', 'max_parallel_workers_per_gather')`;

import { userSchema } from '../../postgres/catalog/catalog-kind.ts';
import type { Session } from '../../postgres/session.ts';

/** How large a database is. */
export interface DatabaseSummary {
  /** Partitioned tables count once, without their partitions. */
  readonly tables: number;
  /** As the server last counted or estimated them. */
  readonly rows: number;
  readonly bytes: number;
  /** Since when the server's statistics of this database add up; undefined where it does not say. */
  readonly statisticsSince: Date | undefined;
}

export async function readSummary(session: Session): Promise<DatabaseSummary> {
  const [row] = await session.query<SummaryRow>(sql);
  const { tables = 0, rows = 0, bytes = 0, since = null } = row ?? {};
  return { tables, rows, bytes, statisticsSince: since === null ? undefined : new Date(since) };
}

interface SummaryRow {
  readonly tables: number;
  readonly rows: number;
  readonly bytes: number;
  readonly since: string | null;
}

const sql = `
  SELECT count(*) FILTER (WHERE NOT c.relispartition)::int AS tables,
    coalesce(sum(CASE WHEN c.relkind = 'r' THEN CASE WHEN c.reltuples >= 0 THEN c.reltuples ELSE coalesce(s.n_live_tup, 0) END END), 0)::float8 AS rows,
    coalesce(sum(CASE WHEN c.relkind = 'r' THEN c.relpages + coalesce((SELECT sum(i.relpages) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = c.oid), 0) END), 0)::float8 * 8192 AS bytes,
    (SELECT to_char(stats_reset AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM pg_stat_database WHERE datname = current_database()) AS since
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
  WHERE c.relkind IN ('r', 'p') AND ${userSchema('n')}`;

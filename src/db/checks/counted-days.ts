import type { Session } from '../../postgres/session.ts';

/**
 * For how many days at least the server has counted what happens to this database: a counter at 0 means nothing in a
 * database that was restored an hour ago.
 */
export async function readCountedDays(session: Session): Promise<number> {
  const [row] = await session.query<{ days: number }>(sql);
  return row?.days ?? 0;
}

/**
 * Since version 15 `stats_reset` is empty until somebody resets. Then the oldest time that any table of this database
 * keeps of VACUUM or ANALYZE is the proof there is: tables that all databases share may be older than the database.
 */
const sql = `
  SELECT extract(epoch FROM now() - coalesce(
    (SELECT stats_reset FROM pg_stat_database WHERE datname = current_database()),
    (SELECT min(least(s.last_vacuum, s.last_autovacuum, s.last_analyze, s.last_autoanalyze))
     FROM pg_stat_all_tables s JOIN pg_class c ON c.oid = s.relid WHERE NOT c.relisshared),
    now()))::float8 / 86400 AS days`;

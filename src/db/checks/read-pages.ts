import type { AnalyzedDatabase } from './check.ts';

/** Pages of 8 kB that statements asked for. */
export interface ReadPages {
  readonly pages: number;
  /** Those of them that were not in `shared_buffers`. */
  readonly read: number;
}

/**
 * What was read of the user's tables and their indexes since counting began. Undefined where that was less than a day ago:
 * after restoring a database most of it is the restoring.
 */
export async function readPages(database: AnalyzedDatabase): Promise<ReadPages | undefined> {
  if ((await database.countedDays()) < 1) return undefined;
  const [row] = await database.query<ReadPages>(sql);
  return row;
}

const sql = `
  SELECT coalesce(sum(hit + read), 0)::float8 AS pages, coalesce(sum(read), 0)::float8 AS read
  FROM pg_statio_user_tables
  CROSS JOIN LATERAL (SELECT
    coalesce(heap_blks_hit, 0) + coalesce(idx_blks_hit, 0) + coalesce(toast_blks_hit, 0) + coalesce(tidx_blks_hit, 0) AS hit,
    coalesce(heap_blks_read, 0) + coalesce(idx_blks_read, 0) + coalesce(toast_blks_read, 0) + coalesce(tidx_blks_read, 0) AS read
  ) blocks`;

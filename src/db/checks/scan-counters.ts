import type { Session } from '../../postgres/session.ts';

/** How often a table was read whole, by the name of the table, or of the outermost parent of partitions. */
export type ScanCounters = ReadonlyMap<string, TableScans>;

export interface TableScans {
  readonly scans: number;
  readonly readRows: number;
}

export async function readScanCounters(session: Session): Promise<ScanCounters> {
  const rows = await session.query<TableScans & { readonly table: string }>(sql);
  return new Map(rows.map(({ table, scans, readRows }) => [table, { scans, readRows }]));
}

const sql = `
  SELECT format('%I.%I', rn.nspname, r.relname) AS "table", sum(s.seq_scan)::float8 AS scans, sum(s.seq_tup_read)::float8 AS "readRows"
  FROM pg_class c
  JOIN pg_stat_user_tables s ON s.relid = c.oid
  JOIN pg_class r ON r.oid = CASE WHEN c.relispartition THEN pg_partition_root(c.oid) ELSE c.oid END
  JOIN pg_namespace rn ON rn.oid = r.relnamespace
  GROUP BY 1`;

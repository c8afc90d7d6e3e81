import { userSchema } from '../../../postgres/catalog/catalog-kind.ts';
import type { Session } from '../../../postgres/session.ts';

export interface Size {
  /** By the statistics of the server; `undefined` where it has none yet. */
  readonly rows: number | undefined;
  readonly tableBytes: number;
  readonly indexBytes: number;
}

/** How large tables are, by qualified name; a partitioned one is as large as its partitions. Reads no row. */
export async function liveSizes(session: Session): Promise<ReadonlyMap<string, Size>> {
  const rows = await session.query<Size & { name: string }>(
    `SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
       CASE WHEN bool_or(leaf.reltuples < 0) THEN NULL ELSE sum(leaf.reltuples)::float8 END AS rows,
       coalesce(sum(pg_table_size(leaf.oid)), 0)::float8 AS "tableBytes",
       coalesce(sum(pg_indexes_size(leaf.oid)), 0)::float8 AS "indexBytes"
     FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace
     CROSS JOIN LATERAL (
       SELECT c.oid WHERE c.relkind IN ('r', 'm')
       UNION ALL SELECT relid FROM pg_partition_tree(c.oid) WHERE c.relkind = 'p' AND isleaf
     ) AS part
     JOIN pg_class leaf ON leaf.oid = part.oid
     WHERE c.relkind IN ('r', 'm', 'p') AND ${userSchema('n')}
     GROUP BY 1`,
  );
  return new Map(
    rows.map(({ name, rows: count, tableBytes, indexBytes }) => [
      name,
      { rows: count ?? undefined, tableBytes, indexBytes },
    ]),
  );
}

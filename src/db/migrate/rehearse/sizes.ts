import { userSchema } from '../../../postgres/catalog/catalog-kind.ts';
import type { Session } from '../../../postgres/session.ts';

export interface Size {
  /** By the statistics of the server; `undefined` where it has none yet. */
  readonly rows: number | undefined;
  readonly tableBytes: number;
  readonly indexBytes: number;
  readonly indexes: number;
}

/** By qualified name. */
export interface Sizes {
  readonly tables: ReadonlyMap<string, Size>;
  /** Whether the server writes whole pages to its log after a checkpoint. */
  readonly fullPageWrites: boolean;
}

/** Nothing, for a table that is not there yet. */
export function sizeOf(table: string, { tables }: Sizes): Size {
  return tables.get(table) ?? { rows: 0, tableBytes: 0, indexBytes: 0, indexes: 0 };
}

/** How large tables are; a partitioned one is as large as its partitions. Reads no row. */
export async function liveSizes(session: Session): Promise<Sizes> {
  const [setting] = await session.query<{ isOn: boolean }>(
    `SELECT current_setting('full_page_writes') = 'on' AS "isOn"`,
  );
  const rows = await session.query<Size & { name: string }>(
    `SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
       CASE WHEN bool_or(leaf.reltuples < 0) THEN NULL ELSE sum(leaf.reltuples)::float8 END AS rows,
       coalesce(sum(pg_table_size(leaf.oid)), 0)::float8 AS "tableBytes",
       coalesce(sum(pg_indexes_size(leaf.oid)), 0)::float8 AS "indexBytes",
       max(own.indexes)::float8 AS indexes
     FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace
     CROSS JOIN LATERAL (
       SELECT c.oid WHERE c.relkind IN ('r', 'm')
       UNION ALL SELECT relid FROM pg_partition_tree(c.oid) WHERE c.relkind = 'p' AND isleaf
     ) AS part
     JOIN pg_class leaf ON leaf.oid = part.oid
     CROSS JOIN LATERAL (SELECT count(*) AS indexes FROM pg_index WHERE indrelid = leaf.oid) AS own
     WHERE c.relkind IN ('r', 'm', 'p') AND ${userSchema('n')}
     GROUP BY 1`,
  );
  const tables = new Map(
    rows.map(({ name, rows: count, ...bytes }) => [name, { rows: count ?? undefined, ...bytes }]),
  );
  return { tables, fullPageWrites: setting?.isOn === true };
}

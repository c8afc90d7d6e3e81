import type { TableSize } from '../../db/hazards/scope.ts';
import type { Session } from '../../postgres/session.ts';

/** By qualified name. */
export type TableSizes = ReadonlyMap<string, TableSize>;

/** How large the tables of a live database are: from its statistics and its file sizes, without reading a row. */
export async function tableSizes(session: Session): Promise<TableSizes> {
  const rows = await session.query<{ name: string; rows: number; size: string }>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS name, c.reltuples::float8 AS rows, pg_total_relation_size(c.oid)::text AS size
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`);
  return new Map(
    rows.map(({ name, rows: count, size }) => [name, { rows: count, sizeBytes: Number(size) }]),
  );
}

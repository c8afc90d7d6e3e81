import { bytesText } from '../../../base/bytes.ts';
import { percent, withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { ownTables } from '../own-objects.ts';
import { type RowColumn, rowWidth, tightOrder } from './row-width.ts';

/** Room that is lost between the columns of a table, because each begins at a multiple of its size. */
export const columnPadding: Check = {
  id: 'column-padding',
  group: 'storage',
  needs: ['column statistics'],
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.flatMap(({ table, rows: count, columns }) => {
      const order = tightOrder(columns);
      const perRow = rowWidth(columns) - rowWidth(order);
      const bytes = perRow * count;
      const share = perRow / (rowWidth(columns) + ROW_HEADER_BYTES);
      if (bytes < BYTES_MIN || share < SHARE_MIN) return [];
      return [
        {
          subject: table,
          severity: bytes >= LARGE_BYTES ? 'warning' : 'info',
          title: `${table} loses ${bytesText(bytes)} between its columns, ${Number(perRow.toFixed(1))} bytes in each of ${withSeparators(count)} rows (${percent(share)})`,
          fix: `When the table is written anew anyhow, order its columns like this: ${order.map(({ name }) => name).join(', ')}.`,
          evidence: {
            lost_bytes: Math.round(bytes),
            per_row_bytes: Number(perRow.toFixed(1)),
            rows: count,
          },
        },
      ];
    });
  },
};

const BYTES_MIN = 10_000_000;
const LARGE_BYTES = 1_000_000_000;
/** Less than this is not worth an order that nobody can read. */
const SHARE_MIN = 0.05;
/** What stands before the values, and the pointer to the row. */
const ROW_HEADER_BYTES = 28;

interface Row {
  readonly table: string;
  readonly rows: number;
  readonly columns: readonly (RowColumn & { readonly name: string })[];
}

/** Only tables that were analysed, and are large enough: a column can lose 7 bytes at most. */
const sql = `
  SELECT t.name AS table, n.rows, json_agg(json_build_object(
      'name', quote_ident(a.attname),
      'alignBytes', CASE a.attalign WHEN 'd' THEN 8 WHEN 'i' THEN 4 WHEN 's' THEN 2 ELSE 1 END,
      'widthBytes', CASE WHEN a.attlen > 0 THEN a.attlen ELSE coalesce(s.avg_width, 0) END,
      'isFixed', a.attlen > 0,
      'nullShare', coalesce(s.null_frac, 0)) ORDER BY a.attnum) AS columns
  FROM ${ownTables} t
  CROSS JOIN LATERAL (
    SELECT CASE t.relkind
      WHEN 'r' THEN t.reltuples::float8
      ELSE (
        SELECT sum(greatest(c.reltuples, 0)) FROM pg_partition_tree(t.oid) p JOIN pg_class c ON c.oid = p.relid WHERE p.isleaf)
      END AS rows) n
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_stats s ON s.schemaname = t.nspname AND s.tablename = t.relname AND s.attname = a.attname
    AND s.inherited = (t.relkind = 'p')
  WHERE n.rows * 7 * t.relnatts >= ${BYTES_MIN}
  GROUP BY t.name, n.rows
  ORDER BY n.rows DESC, 1`;

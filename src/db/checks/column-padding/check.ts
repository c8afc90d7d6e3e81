import { bytesText } from '../../../base/bytes.ts';
import { percent, withSeparators } from '../../../report/number.ts';
import type { AnalyzedDatabase, Check } from '../check.ts';
import { estimatedRows, ownTables } from '../own-objects.ts';
import { type RowColumn, rowWidth, tightOrder } from './row-width.ts';

/** Room that is lost between the columns of a table, because each begins at a multiple of its size. */
export const columnPadding: Check = {
  id: 'column-padding',
  group: 'storage',
  needs: ['column statistics'],
  run: async (database) => {
    const rows = await readTables(database);
    return rows.flatMap(({ table, rows: count, columns }) => {
      const order = tightOrder(columns);
      const width = rowWidth(columns);
      const perRow = width - rowWidth(order);
      const bytes = perRow * count;
      const share = perRow / (width + ROW_HEADER_BYTES);
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
  readonly columns: readonly Column[];
}

type Column = RowColumn & { readonly name: string };

/** Tables with what ANALYZE found out about their columns; of a column that it knows nothing of, all values are there. */
async function readTables(database: AnalyzedDatabase): Promise<readonly Row[]> {
  const tables = await database.query<Row>(tableSql);
  if (tables.length === 0) return [];
  // Joined by the server to the columns, the view is read again for each of them.
  const known = new Map(
    (await database.query<Known>(knownSql)).map(({ column, ...rest }) => [column, rest]),
  );
  return tables.map(({ table, rows, columns }) => ({
    table,
    rows,
    columns: columns.map((column) => {
      const { nulls = 0, width = 0 } = known.get(`${table}.${column.name}`) ?? {};
      return {
        ...column,
        nullShare: nulls,
        widthBytes: column.isFixed ? column.widthBytes : width,
      };
    }),
  }));
}

interface Known {
  readonly column: string;
  readonly nulls: number;
  readonly width: number;
}

/** Only tables that were analysed, and are large enough: a column can lose 7 bytes at most. */
const tableSql = `
  SELECT t.name AS table, n.rows, json_agg(json_build_object(
      'name', quote_ident(a.attname),
      'alignBytes', CASE a.attalign WHEN 'd' THEN 8 WHEN 'i' THEN 4 WHEN 's' THEN 2 ELSE 1 END,
      'widthBytes', a.attlen,
      'isFixed', a.attlen > 0) ORDER BY a.attnum) AS columns
  FROM ${ownTables} t
  CROSS JOIN LATERAL (SELECT ${estimatedRows('t')} AS rows) n
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE n.rows * 7 * t.relnatts >= ${BYTES_MIN}
  GROUP BY t.name, n.rows
  ORDER BY n.rows DESC, 1`;

/** Of a table with children there are two lines for each column, with and without those; of partitions only the one. */
const knownSql = `
  SELECT format('%I.%I.%I', schemaname, tablename, attname) AS column, null_frac::float8 AS nulls, avg_width AS width
  FROM pg_stats
  WHERE schemaname !~ '^pg_'
  ORDER BY inherited DESC`;

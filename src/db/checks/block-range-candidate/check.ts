import { bytesText } from '../../../base/bytes.ts';
import { withSeparators } from '../../../report/number.ts';
import type { AnalyzedDatabase, Check, Observation } from '../check.ts';
import { userTable } from '../fragments.ts';
import { readUses } from '../statement-uses.ts';

/** A large b-tree on what rows are in the order of anyway, and of which only ranges are read. */
export const blockRangeCandidate: Check = {
  id: 'block-range-candidate',
  group: 'indexes',
  needs: ['workload', 'column statistics'],
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    if (rows.length === 0) return [];
    const uses = await readColumnUses(database);
    return rows.filter(({ key }) => uses.ranges.has(key) && !uses.others.has(key)).map(observe);
  },
};

const BYTES_MIN = 10 * 1024 * 1024;
const LARGE_BYTES = 10 * 1024 ** 3;
const CORRELATION_MIN = 0.95;
/** A scan of pages reads 128 of them at least. */
const ROWS_PER_SCAN_MIN = 1000;
/** Rows that move go anywhere, and the order is lost. */
const MOVED_SHARE_MAX = 0.05;

interface Row {
  readonly name: string;
  readonly table: string;
  readonly key: string;
  readonly quoted: string;
  readonly bytes: number;
  readonly correlation: number;
  readonly rowsPerScan: number;
  readonly tableBytes: number;
}

function observe(row: Row): Observation {
  const { name, table, quoted, bytes, correlation, rowsPerScan, tableBytes } = row;
  // Two values and a few bytes for 128 pages.
  const brinBytes = 3 * 8192 + Math.ceil(tableBytes / 8192 / 128) * 40;
  const create = `CREATE INDEX CONCURRENTLY ON ${table} USING brin (${quoted})`;
  return {
    subject: `index ${name}`,
    severity: bytes >= LARGE_BYTES ? 'warning' : 'info',
    title: `${name} on ${table} takes ${bytesText(bytes)} for ranges of ${withSeparators(rowsPerScan)} rows in the order in which they lie (correlation ${correlation.toFixed(2)}): a BRIN index takes about ${bytesText(brinBytes)}`,
    fix: `${create}, and drop ${name} when its statements are fast enough without.`,
    sql: create,
    evidence: {
      table,
      size_bytes: bytes,
      brin_size_bytes: brinBytes,
      correlation: Number(correlation.toFixed(3)),
      rows_per_scan: Math.round(rowsPerScan),
    },
  };
}

/** What statements do with columns: look for ranges of them, or what only a b-tree can do. */
async function readColumnUses(
  database: AnalyzedDatabase,
): Promise<{ readonly ranges: ReadonlySet<string>; readonly others: ReadonlySet<string> }> {
  const uses = await readUses(
    database,
    (database.workload?.statements ?? []).map(({ text }) => text),
  );
  const ranges = new Set<string>();
  const others = new Set<string>();
  for (const use of uses) {
    for (const { operator, left, right } of use?.comparisons ?? []) {
      for (const { column } of [left, right]) {
        if (column === undefined) continue;
        (/^[<>]=?$/.test(operator) ? ranges : others).add(`${column.table} ${column.column}`);
      }
    }
    for (const { table, column } of use?.orders ?? []) others.add(`${table} ${column}`);
  }
  return { ranges, others };
}

/** Of one column, not unique, read at times; where a BRIN index is there already, nothing is to be said. */
const sql = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name, t.name AS "table", concat(t.name, ' ', a.attname) AS key,
    quote_ident(a.attname) AS quoted, pg_relation_size(c.oid)::float8 AS bytes, abs(s.correlation)::float8 AS correlation,
    (pg_stat_get_tuples_returned(c.oid) / pg_stat_get_numscans(c.oid))::float8 AS "rowsPerScan", pg_relation_size(t.oid)::float8 AS "tableBytes"
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indexrelid AND c.relkind = 'i' AND NOT c.relispartition AND c.relpages >= ${BYTES_MIN / 8192}
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_am m ON m.oid = c.relam AND m.amname = 'btree'
  JOIN LATERAL (
    SELECT t.oid, tn.nspname, t.relname, format('%I.%I', tn.nspname, t.relname) AS name
    FROM pg_class t JOIN pg_namespace tn ON tn.oid = t.relnamespace
    WHERE t.oid = x.indrelid AND ${userTable('t', 'tn')}) t ON true
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
  JOIN pg_stats s ON s.schemaname = t.nspname AND s.tablename = t.relname AND s.attname = a.attname AND NOT s.inherited
  WHERE x.indisvalid AND NOT x.indisunique AND x.indnatts = 1 AND x.indpred IS NULL
    AND abs(s.correlation) >= ${CORRELATION_MIN} AND pg_stat_get_numscans(c.oid) > 0
    AND pg_stat_get_tuples_returned(c.oid) >= ${ROWS_PER_SCAN_MIN} * pg_stat_get_numscans(c.oid)
    AND pg_stat_get_tuples_updated(t.oid) - pg_stat_get_tuples_hot_updated(t.oid) + pg_stat_get_tuples_deleted(t.oid) <= ${MOVED_SHARE_MAX} * greatest(c.reltuples, 0)
    AND pg_relation_size(c.oid) >= ${BYTES_MIN}
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid)
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = t.oid AND k.conkey[1] = a.attnum)
    AND EXISTS (
      SELECT FROM pg_opclass o JOIN pg_am b ON b.oid = o.opcmethod AND b.amname = 'brin'
      WHERE o.opcdefault AND o.opcintype = a.atttypid)
    AND NOT EXISTS (
      SELECT FROM pg_index y JOIN pg_class yc ON yc.oid = y.indexrelid JOIN pg_am b ON b.oid = yc.relam AND b.amname = 'brin'
      WHERE y.indrelid = t.oid AND a.attnum = ANY (y.indkey))
  ORDER BY bytes DESC, 1`;

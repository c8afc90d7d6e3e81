import { bytesText } from '../../../base/bytes.ts';
import { percent } from '../../../report/number.ts';
import { type IndexShape, indexSize } from '../../../postgres/what-if/index-size.ts';
import type { Check, Observation } from '../check.ts';
import { userTable } from '../fragments.ts';

/** A b-tree that takes far more room than it would if it were built anew. */
export const bloatedIndex: Check = {
  id: 'bloated-index',
  group: 'storage',
  needs: ['column statistics'],
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    const leaves = rows.map((row) => ({ ...row, freshPages: freshPages(row) }));
    const byIndex = Map.groupBy(leaves, ({ name }) => name);
    return [...byIndex].flatMap(([name, parts]) => observe(name, parts));
  },
};

const PAGE_BYTES = 8192;
/** Indexes that grow in no order are filled to two thirds, which is as it should be. */
const FACTOR_MIN = 2;
const WASTED_BYTES_MIN = 10 * 1024 ** 2;
const WARNING_BYTES = 1024 ** 3;
/** What index sizes are computed for, in per cent. */
const FILL_FACTOR = 90;

interface Row {
  /** Of the outermost parent where it is the index of a partition. */
  readonly name: string;
  readonly table: string;
  readonly pages: number;
  readonly rows: number;
  readonly fillFactor: number;
  readonly keyCount: number;
  readonly isDeduplicated: boolean;
  readonly widths: readonly number[];
  readonly alignments: readonly number[];
  readonly nullShares: readonly number[];
  readonly distincts: readonly number[];
  /** Of the first column: shares of its most frequent values. */
  readonly frequencies: readonly number[] | null;
}

function freshPages(row: Row): number {
  const shape: IndexShape = {
    method: 'btree',
    rows: row.rows,
    tablePages: 0,
    keyCount: row.keyCount,
    isDeduplicated: row.isDeduplicated,
    parts: row.widths.map((width, place) => ({
      width,
      alignment: row.alignments[place] ?? 1,
      nullFraction: row.nullShares[place] ?? 0,
      distinct: row.distincts[place] ?? row.rows,
      frequencies: place === 0 ? (row.frequencies ?? []) : [],
      keysPerValue: 1,
      distinctKeys: row.distincts[place] ?? row.rows,
    })),
  };
  return (indexSize(shape).pages * FILL_FACTOR) / row.fillFactor;
}

function observe(
  name: string,
  leaves: readonly (Row & { readonly freshPages: number })[],
): Observation[] {
  const table = leaves[0]?.table ?? '';
  const bytes = leaves.reduce((sum, { pages }) => sum + pages, 0) * PAGE_BYTES;
  const fresh = leaves.reduce((sum, leaf) => sum + leaf.freshPages, 0) * PAGE_BYTES;
  const wasted = bytes - fresh;
  if (wasted < WASTED_BYTES_MIN || bytes < fresh * FACTOR_MIN) return [];
  return [
    {
      subject: `index ${name}`,
      severity: wasted >= WARNING_BYTES ? 'warning' : 'info',
      title: `${name} on ${table} takes ${bytesText(bytes)} and would take about ${bytesText(fresh)}: ${percent(wasted / bytes)} of it is empty`,
      fix: `Build ${name} anew; reads and writes go on meanwhile.`,
      sql: `REINDEX INDEX CONCURRENTLY ${name}`,
      evidence: {
        table,
        size_bytes: bytes,
        estimated_bytes: Math.round(fresh),
        wasted_bytes: Math.round(wasted),
      },
    },
  ];
}

/**
 * B-trees without conditions, of tables that were analysed: the number of rows is that of the table. Where statistics of a part
 * are missing (expressions of which none were made, columns that the role may not read) nothing is said of the index.
 */
const sql = `
  SELECT format('%I.%I', rn.nspname, r.relname) AS name, format('%I.%I', tn.nspname, t.relname) AS "table",
    pg_relation_size(c.oid)::float8 / 8192 AS pages, greatest(t.reltuples, s.n_live_tup)::float8 AS rows, x.indnkeyatts::int AS "keyCount",
    coalesce((SELECT option_value::float8 FROM pg_options_to_table(c.reloptions) WHERE option_name = 'fillfactor'), ${FILL_FACTOR}) AS "fillFactor",
    x.indnatts = x.indnkeyatts AND parts.equal
      AND NOT EXISTS (SELECT FROM pg_options_to_table(c.reloptions) WHERE option_name = 'deduplicate_items' AND NOT option_value::bool)
      AND NOT (x.indisunique AND parts.nulls[1] = 0) AS "isDeduplicated",
    parts.widths, parts.alignments, parts.nulls AS "nullShares", parts.distincts, parts.frequencies
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indexrelid AND c.relkind = 'i' AND c.relpages >= ${WASTED_BYTES_MIN / PAGE_BYTES}
  JOIN pg_am m ON m.oid = c.relam AND m.amname = 'btree'
  JOIN pg_class r ON r.oid = CASE WHEN c.relispartition THEN pg_partition_root(c.oid) ELSE c.oid END
  JOIN pg_namespace rn ON rn.oid = r.relnamespace
  JOIN pg_class t ON t.oid = x.indrelid AND t.reltuples >= 0
  JOIN pg_namespace tn ON tn.oid = t.relnamespace
  JOIN pg_stat_user_tables s ON s.relid = t.oid
  CROSS JOIN LATERAL (
    SELECT array_agg(CASE WHEN a.attlen > 0 THEN a.attlen ELSE p.avg_width END::float8 ORDER BY a.attnum) AS widths,
      array_agg(CASE a.attalign WHEN 'd' THEN 8 WHEN 'i' THEN CASE WHEN a.attlen = -1 THEN 1 ELSE 4 END WHEN 's' THEN 2 ELSE 1 END ORDER BY a.attnum) AS alignments,
      array_agg(p.null_frac::float8 ORDER BY a.attnum) AS nulls,
      array_agg(CASE WHEN p.n_distinct < 0 THEN -p.n_distinct * t.reltuples ELSE p.n_distinct END::float8 ORDER BY a.attnum) AS distincts,
      (array_agg(p.most_common_freqs::float8[]::text ORDER BY a.attnum))[1]::float8[] AS frequencies,
      bool_and(a.attnum > x.indnkeyatts OR EXISTS (
        SELECT FROM pg_opclass o JOIN pg_amproc f ON f.amprocfamily = o.opcfamily AND f.amproclefttype = o.opcintype AND f.amprocnum = 4
        WHERE o.oid = x.indclass[a.attnum - 1])) AS equal,
      count(p.avg_width) AS known
    FROM pg_attribute a
    LEFT JOIN pg_attribute ta ON ta.attrelid = t.oid AND ta.attnum = x.indkey[a.attnum - 1] AND ta.attnum > 0
    LEFT JOIN pg_stats p ON p.schemaname = tn.nspname AND NOT p.inherited
      AND p.tablename = CASE WHEN ta.attnum IS NULL THEN c.relname ELSE t.relname END AND p.attname = coalesce(ta.attname, a.attname)
    WHERE a.attrelid = c.oid) parts
  WHERE x.indisvalid AND x.indpred IS NULL AND parts.known = x.indnatts AND ${userTable('t', 'tn')}
  ORDER BY 3 DESC, 1`;

import { bytesText } from '../../../base/bytes.ts';
import { percent } from '../../../report/number.ts';
import type { AnalyzedDatabase, Check, Observation } from '../check.ts';
import { userTable } from '../fragments.ts';
import { readUses } from '../statement-uses.ts';

/** An index that mostly lists rows that have nothing in its column. */
export const indexOfNulls: Check = {
  id: 'index-of-nulls',
  group: 'indexes',
  needs: ['column statistics'],
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    if (rows.length === 0) return [];
    const asked = await readAsked(database);
    return rows.filter(({ key }) => !asked.has(key)).map(observe);
  },
};

const NULL_SHARE_MIN = 0.5;
/** What dropping the entries of nulls gives back. */
const SAVED_BYTES_MIN = 1024 * 1024;
const LARGE_BYTES = 1024 ** 3;

interface Row {
  readonly name: string;
  readonly table: string;
  readonly key: string;
  readonly quoted: string;
  readonly bytes: number;
  readonly rows: number;
  readonly nullShare: number;
  readonly savedBytes: number;
  readonly isPartitioned: boolean;
}

function observe(row: Row): Observation {
  const { name, table, quoted, bytes, nullShare, savedBytes, isPartitioned } = row;
  const create = `CREATE INDEX CONCURRENTLY ON ${table} (${quoted}) WHERE ${quoted} IS NOT NULL`;
  return {
    subject: `index ${name}`,
    severity: savedBytes >= LARGE_BYTES ? 'warning' : 'info',
    title: `${percent(nullShare)} of the entries of ${name} on ${table} are nulls: about ${bytesText(savedBytes)} of its ${bytesText(bytes)}`,
    fix: `${isPartitioned ? 'Create on each partition' : create}${isPartitioned ? ` an index on (${quoted}) WHERE ${quoted} IS NOT NULL` : ''}, and drop ${name} when statements use the new one.`,
    ...(isPartitioned ? {} : { sql: create }),
    evidence: {
      table,
      size_bytes: bytes,
      null_share: Number(nullShare.toFixed(3)),
      saved_bytes: Math.round(savedBytes),
    },
  };
}

/** Columns that statements ask for nulls of, or sort by: for those the index is right as it is. */
async function readAsked(database: AnalyzedDatabase): Promise<ReadonlySet<string>> {
  const texts = (database.workload?.statements ?? [])
    .map(({ text }) => text)
    .filter((text) => /\bis\s+null\b|\border\s+by\b|\bis\s+not\s+distinct\b/i.test(text));
  const uses = await readUses(database, texts);
  const columns = uses.flatMap((use) => [...(use?.nulls ?? []), ...(use?.orders ?? [])]);
  return new Set(columns.map(({ table, column }) => `${table} ${column}`));
}

/**
 * B-trees on one column, of all rows. An entry of a null takes the address of its row (equal keys are stored once), and a whole
 * entry where the class of the column cannot do that. Unique ones may be what a foreign key or ON CONFLICT needs.
 * Where an index without nulls is there already, the other one goes when nothing reads it: unused-index.
 */
const sql = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name, t.name AS "table", concat(t.name, ' ', a.attname) AS key,
    quote_ident(a.attname) AS quoted, z.bytes, z.rows, s.null_frac::float8 AS "nullShare",
    s.null_frac * z.rows * 6.5::float8 AS "savedBytes", c.relkind = 'I' AS "isPartitioned"
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_am m ON m.oid = c.relam AND m.amname = 'btree'
  JOIN LATERAL (
    SELECT t.oid, tn.nspname, t.relname, t.relkind, format('%I.%I', tn.nspname, t.relname) AS name
    FROM pg_class t JOIN pg_namespace tn ON tn.oid = t.relnamespace
    WHERE t.oid = x.indrelid AND ${userTable('t', 'tn')}) t ON true
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0] AND NOT a.attnotnull
  JOIN pg_stats s ON s.schemaname = t.nspname AND s.tablename = t.relname AND s.attname = a.attname AND s.inherited = (t.relkind = 'p')
  CROSS JOIN LATERAL (
    SELECT sum(l.reltuples)::float8 AS rows, sum(pg_relation_size(l.oid))::float8 AS bytes
    FROM (SELECT c.oid WHERE c.relkind = 'i' UNION ALL SELECT relid FROM pg_partition_tree(c.oid) WHERE c.relkind = 'I') p
    JOIN pg_class l ON l.oid = p.oid AND l.relkind = 'i') z
  WHERE x.indisvalid AND NOT x.indisunique AND x.indnatts = 1 AND x.indpred IS NULL AND NOT c.relispartition
    AND s.null_frac >= ${NULL_SHARE_MIN} AND s.null_frac * z.rows * 6.5 >= ${SAVED_BYTES_MIN}
    AND NOT EXISTS (
      SELECT FROM pg_index y
      WHERE y.indrelid = x.indrelid AND y.indkey[0] = x.indkey[0] AND y.indisvalid
        AND pg_get_expr(y.indpred, y.indrelid) = format('(%I IS NOT NULL)', a.attname))
  ORDER BY "savedBytes" DESC, 1`;

import { bytesText } from '../../../base/bytes.ts';
import type { Check, Observation } from '../check.ts';
import { knownPages, relationBytes, userTable } from '../fragments.ts';

/** A foreign key whose table is read whole for each row that goes from the table it refers to. */
export const foreignKeyWithoutIndex: Check = {
  id: 'foreign-key-without-index',
  group: 'indexes',
  run: async (database) => {
    const days = Math.max(1, await database.countedDays());
    const rows = await database.query<Row>(sql);
    return rows.map((row) => observe(row, days));
  },
};

/** Below, reading the table is as quick as reading an index. */
const PAGES_MIN = 128;
/** Read for nothing in a day. */
const WARNING_BYTES_A_DAY = 1024 ** 3;
const ERROR_BYTES_A_DAY = 1024 ** 4;

interface Row {
  readonly name: string;
  readonly table: string;
  readonly parent: string;
  readonly columns: string;
  readonly bytes: number;
  readonly deletes: number;
  readonly isPartitioned: boolean;
}

function observe(row: Row, days: number): Observation {
  const { name, table, parent, columns, bytes, deletes } = row;
  const bytesADay = (deletes * bytes) / days;
  const cost = `each DELETE of a row of ${parent} (${deletes} so far) reads all ${bytesText(bytes)} of it`;
  return {
    subject: `foreign key ${name} on ${table}`,
    severity: severityOf(bytesADay),
    title: `${table} has no index on ${columns}, the columns of the foreign key ${name}: ${cost}`,
    fix: row.isPartitioned
      ? `Create an index on (${columns}) on each partition of ${table} (CONCURRENTLY), and then on ${table} itself.`
      : `Create an index that begins with ${columns}.`,
    ...(row.isPartitioned ? {} : { sql: `CREATE INDEX CONCURRENTLY ON ${table} (${columns})` }),
    evidence: {
      table,
      referenced_table: parent,
      size_bytes: bytes,
      deletes,
      read_bytes_per_day: Math.round(bytesADay),
    },
  };
}

function severityOf(bytesADay: number): Observation['severity'] {
  if (bytesADay >= ERROR_BYTES_A_DAY) return 'error';
  return bytesADay >= WARNING_BYTES_A_DAY ? 'warning' : 'info';
}

/**
 * An index serves where its first columns are those of the key, in whatever order, for all rows, or for all that are not
 * null (the search is for a value); or where it is unique and has no other columns. Of updates the server does not say
 * whether they change the key, and those that do not ask nothing of this table: so only deletes count.
 */
const sql = `
  SELECT quote_ident(k.conname) AS name, format('%I.%I', tn.nspname, t.relname) AS "table", t.relkind = 'p' AS "isPartitioned",
    format('%I.%I', pn.nspname, p.relname) AS parent, d.deletes,
    (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY u.place)
     FROM unnest(k.conkey) WITH ORDINALITY u (key, place) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = u.key) AS columns,
    ${relationBytes('t')} AS bytes
  FROM pg_constraint k
  JOIN pg_class t ON t.oid = k.conrelid
  JOIN pg_namespace tn ON tn.oid = t.relnamespace
  JOIN pg_class p ON p.oid = k.confrelid
  JOIN pg_namespace pn ON pn.oid = p.relnamespace
  JOIN LATERAL (
    SELECT coalesce(sum(s.n_tup_del), 0)::float8 AS deletes
    FROM pg_stat_user_tables s
    WHERE s.relid = p.oid OR p.relkind = 'p' AND s.relid IN (SELECT relid FROM pg_partition_tree(p.oid))) d ON d.deletes > 0
  WHERE k.contype = 'f' AND k.conparentid = 0 AND ${userTable('t', 'tn')} AND ${knownPages('t')} >= ${PAGES_MIN}
    AND NOT EXISTS (
      SELECT FROM pg_index x
      JOIN pg_class c ON c.oid = x.indexrelid
      JOIN pg_am am ON am.oid = c.relam AND am.amname IN ('btree', 'hash')
      CROSS JOIN LATERAL (
        SELECT array_agg(key) AS keys FROM unnest(x.indkey::int2[]) WITH ORDINALITY u (key, place)
        WHERE place <= least(cardinality(k.conkey), x.indnkeyatts)) f
      WHERE x.indrelid = t.oid AND x.indisvalid AND f.keys <@ k.conkey
        AND (k.conkey <@ f.keys OR x.indisunique AND x.indnkeyatts = cardinality(f.keys))
        AND (x.indpred IS NULL OR pg_get_expr(x.indpred, x.indrelid) IN (
          SELECT format('(%I IS NOT NULL)', a.attname) FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = ANY (k.conkey))))
  ORDER BY d.deletes * ${relationBytes('t')} DESC, 2, 1`;

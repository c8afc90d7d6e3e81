import { bytesText } from '../../../base/bytes.ts';
import type { AnalyzedDatabase, Check, Observation } from '../check.ts';
import { dropIndex, relationBytes, userTable } from '../fragments.ts';
import { isRedundant, type KeyedIndex } from './redundant.ts';

/** An index of which another does all that it does, and more. */
export const redundantIndex: Check = {
  id: 'redundant-index',
  group: 'indexes',
  run: async (database) => {
    const indexes = await database.query<Row>(sql);
    const byTable = Map.groupBy(indexes, ({ table }) => table);
    const pairs = [...byTable.values()].flatMap(redundantPairs);
    const texts = await readTexts(database, pairs.flat());
    return pairs.map(([index, kept]) => observe(index, kept, texts));
  },
};

/** From here on it is more than a nuisance: it is read and written with the table. */
const LARGE_BYTES = 1024 * 1024;
/** What is so much larger is slower to read. */
const MUCH_LARGER = 3;

interface Row extends KeyedIndex {
  readonly name: string;
  readonly table: string;
  readonly isPartitioned: boolean;
}

/** Each with the smallest of those that stay. */
function redundantPairs(indexes: readonly Row[]): readonly (readonly [Row, Row])[] {
  const stays = (index: Row): boolean => !indexes.some((other) => isRedundant(index, other));
  return indexes.flatMap((index) => {
    const kept = indexes.find((other) => isRedundant(index, other) && stays(other));
    return kept === undefined ? [] : [[index, kept] as const];
  });
}

function observe(index: Row, kept: Row, texts: ReadonlyMap<number, TextRow>): Observation {
  const { bytes: size = 0, keys = '' } = texts.get(index.oid) ?? {};
  const { bytes: keptSize = 0, keys: keptKeys = '' } = texts.get(kept.oid) ?? {};
  const isMuchLarger = keptSize > size * MUCH_LARGER;
  return {
    subject: `index ${index.name}`,
    severity: size >= LARGE_BYTES ? 'warning' : 'info',
    title: `${index.name} (${keys}) on ${index.table} is a part of ${kept.name} (${keptKeys}), and takes ${bytesText(size)}`,
    fix: isMuchLarger
      ? `Drop ${index.name} where ${kept.name}, which has ${bytesText(keptSize)} to read, is fast enough for its statements.`
      : `Drop ${index.name}: ${kept.name} serves whatever it serves.`,
    sql: dropIndex(index.name, index.isPartitioned),
    evidence: {
      table: index.table,
      covered_by: kept.name,
      size_bytes: size,
      covered_by_size_bytes: keptSize,
    },
  };
}

interface TextRow {
  readonly oid: number;
  readonly bytes: number;
  readonly keys: string;
}

/** Only of those that there is something to say of: putting a definition together takes longer than all else. */
async function readTexts(
  database: AnalyzedDatabase,
  indexes: readonly Row[],
): Promise<ReadonlyMap<number, TextRow>> {
  const oids = [...new Set(indexes.map(({ oid }) => oid))];
  if (oids.length === 0) return new Map();
  const rows = await database.query<TextRow>(`
    SELECT c.oid::int8::float8 AS oid, ${relationBytes('c')} AS bytes,
      (SELECT string_agg(pg_get_indexdef(c.oid, k, true), ', ' ORDER BY k) FROM generate_series(1, x.indnkeyatts) k) AS keys
    FROM pg_class c JOIN pg_index x ON x.indexrelid = c.oid WHERE c.oid IN (${oids.join(', ')})`);
  return new Map(rows.map((row) => [row.oid, row]));
}

/**
 * B-trees, the ones that may go first: what a constraint, replication or CLUSTER needs is `needed`. Keys are compared as text
 * of column (or expression), operator class and collation. Of partitions only what has no parent, because the others go with
 * theirs.
 */
const sql = `
  SELECT c.oid::int8::float8 AS oid, format('%I.%I', n.nspname, c.relname) AS name, format('%I.%I', tn.nspname, t.relname) AS "table",
    c.relkind = 'I' AS "isPartitioned", x.indisunique AS "isUnique",
    x.indisreplident OR x.indisclustered OR EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid) AS "isNeeded",
    ARRAY(
      SELECT concat_ws(' ', CASE WHEN x.indkey[k] = 0 THEN pg_get_indexdef(c.oid, k + 1, true) ELSE x.indkey[k]::text END,
        x.indclass[k], x.indcollation[k])
      FROM generate_series(0, x.indnkeyatts - 1) k) AS keys,
    ARRAY(SELECT x.indoption[k]::int FROM generate_series(0, x.indnkeyatts - 1) k) AS options,
    ARRAY(SELECT x.indkey[k]::int FROM generate_series(0, x.indnatts - 1) k) AS columns,
    coalesce(pg_get_expr(x.indpred, x.indrelid), '') AS condition
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class t ON t.oid = x.indrelid
  JOIN pg_namespace tn ON tn.oid = t.relnamespace
  JOIN pg_am am ON am.oid = c.relam
  WHERE x.indisvalid AND am.amname = 'btree' AND NOT c.relispartition AND ${userTable('t', 'tn')}
  ORDER BY 6, 5, x.indnkeyatts, c.oid DESC`;

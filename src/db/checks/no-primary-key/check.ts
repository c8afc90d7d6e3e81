import type { Severity } from '../../../base/finding.ts';
import { withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { ownTables } from '../own-objects.ts';

/** A table whose rows nothing tells apart. */
export const noPrimaryKey: Check = {
  id: 'no-primary-key',
  group: 'schema',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(({ table, rows: count, changes, refused, index, usable }) => ({
      subject: table,
      severity: severityOf(refused, changes),
      title: `${table} has no primary key${refused ? ': it is published, so UPDATE and DELETE fail' : counted(count, changes)}`,
      fix:
        index === null
          ? 'Add a primary key: a column that is one already, or bigint GENERATED ALWAYS AS IDENTITY.'
          : `Make the unique index ${index} the primary key.`,
      ...(usable ? { sql: `ALTER TABLE ${table} ADD PRIMARY KEY USING INDEX ${index}` } : {}),
      evidence: { rows: count, changes },
    }));
  },
};

/** So many rows that were looked up one by one are work of a machine. */
const MANY_CHANGES = 1000;

function severityOf(refused: boolean, changes: number): Severity {
  if (refused) return 'error';
  return changes >= MANY_CHANGES ? 'warning' : 'info';
}

function counted(rows: number, changes: number): string {
  return `: ${withSeparators(rows)} rows, of which ${withSeparators(changes)} were changed or deleted`;
}

interface Row {
  readonly table: string;
  readonly rows: number;
  /** Rows updated and deleted since counting began. */
  readonly changes: number;
  /** Logical replication cannot tell which row, so the server refuses. */
  readonly refused: boolean;
  /** A unique index on columns that are all NOT NULL. */
  readonly index: string | null;
  readonly usable: boolean;
}

/** Counts of a partitioned table are those of its partitions. */
const sql = `
  WITH t AS (
    SELECT * FROM ${ownTables} t
    WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype = 'p')),
  part AS (
    SELECT t.oid AS root, t.oid AS relid, t.reltuples FROM t
    UNION ALL
    SELECT t.oid, p.relid, c.reltuples
    FROM t CROSS JOIN pg_partition_tree(t.oid) p JOIN pg_class c ON c.oid = p.relid
    WHERE t.relkind = 'p' AND p.level > 0),
  counts AS (
    SELECT root, sum(greatest(reltuples, 0))::float8 AS rows,
      sum(pg_stat_get_tuples_updated(relid) + pg_stat_get_tuples_deleted(relid))::float8 AS changes
    FROM part GROUP BY root)
  SELECT t.name AS table, n.rows, n.changes, i.index,
    i.index IS NOT NULL AND i.free AND t.relkind = 'r' AS usable,
    t.relreplident = 'd' AND EXISTS (
      SELECT FROM pg_publication p
      WHERE (p.pubupdate OR p.pubdelete) AND (p.puballtables
        OR EXISTS (SELECT FROM pg_publication_rel r WHERE r.prpubid = p.oid AND r.prrelid = t.oid))
        AND t.relpersistence = 'p' AND current_setting('wal_level') = 'logical') AS refused
  FROM t
  JOIN counts n ON n.root = t.oid
  LEFT JOIN LATERAL (
    SELECT quote_ident(c.relname) AS index,
      -- It must be sorted as a primary key's index is, and belong to no other constraint.
      NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid) AND x.indimmediate
        AND NOT EXISTS (SELECT FROM unnest(x.indoption) o WHERE o <> 0) AS free
    FROM pg_index x
    JOIN pg_class c ON c.oid = x.indexrelid
    WHERE x.indrelid = t.oid AND x.indisunique AND x.indisvalid AND x.indpred IS NULL AND x.indexprs IS NULL
      AND NOT EXISTS (
        SELECT FROM unnest(x.indkey) WITH ORDINALITY AS k (attnum, position)
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
        WHERE k.position <= x.indnkeyatts AND NOT a.attnotnull)
    ORDER BY free DESC, c.relname LIMIT 1) i ON true
  ORDER BY n.changes DESC, n.rows DESC, 1`;

import { bytesText } from '../../../base/bytes.ts';
import type { Check, Observation } from '../check.ts';
import { dropIndex, relationBytes, userTable } from '../fragments.ts';

/** What is left of an index that could not be built to its end. */
export const invalidIndex: Check = {
  id: 'invalid-index',
  group: 'indexes',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map((row) => ({
      subject: `index ${row.name}`,
      severity: 'warning',
      title: `${row.name} on ${row.table} is not valid: ${uselessness(row)}`,
      ...cure(row),
      evidence: { table: row.table, size_bytes: row.bytes },
    }));
  },
};

interface Row {
  readonly name: string;
  readonly table: string;
  readonly bytes: number;
  readonly isUnique: boolean;
  readonly isPartitioned: boolean;
  readonly isWritten: boolean;
  /** A valid index that is the same but for the name. */
  readonly twin: string | null;
  /** REINDEX CONCURRENTLY makes indexes of such names, which replace or replaced the real one. */
  readonly isOfReindex: boolean;
}

function uselessness({ isPartitioned, isWritten, isUnique, bytes }: Row): string {
  if (isPartitioned) return 'some partitions have no valid index of it';
  const forbids = isUnique ? ', and it does not keep duplicates out' : '';
  return isWritten
    ? `no statement reads it${forbids}, but every write pays for its ${bytesText(bytes)}`
    : `no statement reads or writes it, and it takes ${bytesText(bytes)}`;
}

function cure({
  name,
  isPartitioned,
  isOfReindex,
  twin,
  isUnique,
}: Row): Pick<Observation, 'fix' | 'sql'> {
  if (isPartitioned) {
    return {
      fix: `Build the index on each partition that lacks it (CONCURRENTLY), and attach it with ALTER INDEX ${name} ATTACH PARTITION.`,
    };
  }
  if (isOfReindex || twin !== null) {
    const reason = twin === null ? 'REINDEX CONCURRENTLY left it behind' : `${twin} is the same`;
    return { fix: `Drop ${name}: ${reason}.`, sql: dropIndex(name, false) };
  }
  const first = isUnique ? 'Remove duplicates, and build' : 'Build';
  return {
    fix: `${first} ${name} anew, or drop it.`,
    sql: `REINDEX INDEX CONCURRENTLY ${name}`,
  };
}

/**
 * Not those that are being built or dropped now. Building shows in a view of its progress, which tells other roles the process
 * and no more, but locks are for everybody to see. Dropping holds the lock of a DROP INDEX CONCURRENTLY on the index.
 */
const sql = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name, format('%I.%I', tn.nspname, t.relname) AS "table",
    ${relationBytes('c')} AS bytes, x.indisunique AS "isUnique", c.relkind = 'I' AS "isPartitioned", x.indisready AS "isWritten",
    c.relname ~ '_cc(new|old)\\d*$' AS "isOfReindex",
    (SELECT min(v.indexrelid::regclass::text) FROM pg_index v
     WHERE v.indrelid = x.indrelid AND v.indisvalid AND v.indkey::text = x.indkey::text AND v.indclass::text = x.indclass::text
       AND v.indcollation::text = x.indcollation::text AND v.indoption::text = x.indoption::text
       AND v.indisunique = x.indisunique AND v.indnkeyatts = x.indnkeyatts
       AND pg_get_expr(v.indexprs, v.indrelid) IS NOT DISTINCT FROM pg_get_expr(x.indexprs, x.indrelid)
       AND pg_get_expr(v.indpred, v.indrelid) IS NOT DISTINCT FROM pg_get_expr(x.indpred, x.indrelid)) AS twin
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class t ON t.oid = x.indrelid
  JOIN pg_namespace tn ON tn.oid = t.relnamespace
  WHERE NOT (x.indisvalid AND x.indisready AND x.indislive) AND ${userTable('t', 'tn')}
    -- Where a partition has an index that is not valid, that is the one to mend.
    AND NOT (c.relkind = 'I' AND EXISTS (
      SELECT FROM pg_partition_tree(c.oid) p JOIN pg_index l ON l.indexrelid = p.relid WHERE p.relid <> c.oid AND NOT l.indisvalid))
    AND NOT EXISTS (
      SELECT FROM pg_stat_progress_create_index p
      WHERE p.datname = current_database() AND (p.relid = t.oid OR EXISTS (
        SELECT FROM pg_locks l WHERE l.pid = p.pid AND l.relation = t.oid AND l.mode = 'ShareUpdateExclusiveLock')))
    AND NOT EXISTS (
      SELECT FROM pg_locks l
      WHERE l.relation = c.oid AND l.mode = 'ShareUpdateExclusiveLock'
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
  ORDER BY 1`;

import { bytesText } from '../../../base/bytes.ts';
import { userSchema } from '../../../postgres/catalog/catalog-kind.ts';
import type { Check } from '../check.ts';
import { dropIndex, relationBytes } from '../fragments.ts';

/** Two indexes of which each does all that the other does. */
export const duplicateIndex: Check = {
  id: 'duplicate-index',
  group: 'indexes',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(({ name, kept, table, bytes, partitioned }) => ({
      subject: `index ${name}`,
      severity: bytes >= LARGE_BYTES ? 'warning' : 'info',
      title: `${name} is the same as ${kept} on ${table}, and takes ${bytesText(bytes)}`,
      fix: `Drop ${name}: ${kept} serves whatever it serves.`,
      sql: dropIndex(name, partitioned),
      evidence: { table, duplicate_of: kept, size_bytes: bytes },
    }));
  },
};

/** From here on it is more than a nuisance: it is read and written with the table. */
const LARGE_BYTES = 1024 * 1024;

interface Row {
  readonly name: string;
  readonly kept: string;
  readonly table: string;
  readonly bytes: number;
  readonly partitioned: boolean;
}

/**
 * The same but for the name, and not needed for anything else: an index of a constraint, or one that replication goes by, is
 * kept, else the older one. Of partitions only what has no parent, because the others go with theirs.
 */
const sql = `
  WITH i AS (
    SELECT x.indexrelid, x.indrelid, c.oid, c.relkind, format('%I.%I', n.nspname, c.relname) AS name, format('%I.%I', tn.nspname, t.relname) AS "table",
      (x.indisunique, x.indkey::text, x.indclass::text, x.indcollation::text, x.indoption::text, x.indnkeyatts, c.relam,
        coalesce(pg_get_expr(x.indexprs, x.indrelid), ''), coalesce(pg_get_expr(x.indpred, x.indrelid), ''))::text AS shape,
      x.indisreplident OR EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid) AS needed
    FROM pg_index x
    JOIN pg_class c ON c.oid = x.indexrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class t ON t.oid = x.indrelid
    JOIN pg_namespace tn ON tn.oid = t.relnamespace
    WHERE x.indisvalid AND NOT c.relispartition AND ${userSchema('tn')}),
  r AS (
    SELECT *, first_value(name) OVER same AS kept, row_number() OVER same AS place
    FROM i WINDOW same AS (PARTITION BY indrelid, shape ORDER BY needed DESC, indexrelid))
  SELECT name, kept, "table", relkind = 'I' AS partitioned, ${relationBytes('r')} AS bytes
  FROM r WHERE place > 1 AND NOT needed
  ORDER BY bytes DESC, name`;

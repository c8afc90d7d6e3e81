import type { Severity } from '../../../base/finding.ts';
import { percent } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { ownTables } from '../own-objects.ts';

/** A foreign key on a column that cannot hold all keys that it may have to. */
export const foreignKeyTypeMismatch: Check = {
  id: 'foreign-key-type-mismatch',
  group: 'schema',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(({ name, table, column, type, parent, key, keyType, share, small }) => ({
      subject: `${table}.${column}`,
      severity: severityOf(share),
      title: `${table}.${column} is ${type}, and references ${parent}.${key}, which is ${keyType}${used(share)}`,
      fix: `Make ${column} ${keyType}, before a key comes that does not fit.`,
      ...(small ? { sql: `ALTER TABLE ${table} ALTER COLUMN ${column} TYPE ${keyType}` } : {}),
      evidence: {
        constraint: name,
        ...(share === null ? {} : { share_used: Number(share.toPrecision(3)) }),
      },
    }));
  },
};

/** By how far the keys have come on the way to the last one that fits. */
function severityOf(share: number | null): Severity {
  if (share === null || share < 0.5) return 'info';
  return share < 0.9 ? 'warning' : 'error';
}

function used(share: number | null): string {
  if (share === null) return '';
  return share >= 1
    ? ': new keys do not fit any more'
    : `: ${percent(share)} of the numbers that fit are used`;
}

interface Row {
  readonly name: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly parent: string;
  readonly key: string;
  readonly keyType: string;
  /** The last key in relation to the largest that fits; may be above 1. */
  readonly share: number | null;
  /** Written anew in no time. */
  readonly small: boolean;
}

/**
 * Only where the referencing type holds less: the wider one, or text beside varchar, is another way to write the same. The
 * last key is what the sequence of the referenced column says.
 */
const sql = `
  WITH wider (type, than, max) AS (
    VALUES ('int8'::regtype, 'int4'::regtype, 2147483647), ('int8', 'int2', 32767), ('int4', 'int2', 32767),
      ('float8', 'float4', NULL), ('timestamp', 'date', NULL), ('timestamptz', 'date', NULL))
  SELECT quote_ident(k.conname) AS name, t.name AS table, quote_ident(a.attname) AS column,
    format_type(a.atttypid, a.atttypmod) AS type, format('%I.%I', pn.nspname, p.relname) AS parent,
    quote_ident(f.attname) AS key, format_type(f.atttypid, f.atttypmod) AS "keyType", s.last / w.max AS share,
    t.relkind = 'r' AND pg_relation_size(t.oid) < 10000000 AS small
  FROM pg_constraint k
  JOIN ${ownTables} t ON t.oid = k.conrelid
  CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS pair (mine, theirs)
  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = pair.mine
  JOIN pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = pair.theirs
  JOIN pg_class p ON p.oid = k.confrelid
  JOIN pg_namespace pn ON pn.oid = p.relnamespace
  LEFT JOIN wider w ON w.type = f.atttypid AND w.than = a.atttypid
  LEFT JOIN LATERAL (
    SELECT max(CASE WHEN has_sequence_privilege(q.seqrelid, 'SELECT, USAGE')
      THEN pg_sequence_last_value(q.seqrelid)::float8 END) AS last
    FROM pg_depend d
    JOIN pg_sequence q ON q.seqrelid = d.objid
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
      AND d.refobjid = k.confrelid AND d.refobjsubid = f.attnum AND d.deptype IN ('a', 'i')) s ON w.max IS NOT NULL
  WHERE k.contype = 'f' AND k.conparentid = 0
    AND (w.type IS NOT NULL
      OR (a.atttypid = 'varchar'::regtype AND f.atttypid IN ('varchar'::regtype, 'text'::regtype) AND a.atttypmod > 0
        AND (f.atttypmod < 0 OR f.atttypmod > a.atttypmod)))
  ORDER BY share DESC NULLS LAST, 2, 3`;

import type { Severity } from '../../../base/finding.ts';
import { percent, withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { columnStatistics, ownTables } from '../own-objects.ts';

/** Numbers of a column that come near the largest that its type, or the sequence that they are from, can hold. */
export const integerOverflow: Check = {
  id: 'integer-overflow',
  group: 'schema',
  run: async (database) => {
    const days = await database.countedDays();
    const rows = await database.query<Row>(sql);
    return rows.flatMap((row) => {
      const { table, column, type, last, limit, sequence, added } = row;
      const share = last / limit;
      const perDay = days >= DAYS_MIN ? added / days : 0;
      const daysLeft = perDay > 0 ? (limit - last) / perDay : undefined;
      if (!isNear(share, daysLeft)) return [];
      const bySequence = sequence !== null && limit < row.typeLimit;
      const holder = bySequence
        ? `sequence ${sequence} of ${table}.${column}`
        : `${table}.${column} (${type})`;
      return [
        {
          subject: bySequence ? `sequence ${sequence}` : `${table}.${column}`,
          severity: severityOf(share, daysLeft),
          title: `${holder} has used ${percent(share)} of its numbers${forecast(daysLeft)}`,
          fix: bySequence
            ? `Give ${sequence} the range of the column.`
            : `Make ${column} a bigint before INSERT fails, and the columns that reference it first.`,
          ...(bySequence ? { sql: `ALTER SEQUENCE ${sequence} AS bigint NO MAXVALUE` } : {}),
          evidence: {
            last_value: last,
            limit,
            ...(perDay > 0 ? { per_day: Math.round(perDay) } : {}),
            ...(daysLeft === undefined ? {} : { days_left: Math.round(daysLeft) }),
          },
        },
      ];
    });
  },
};

/** Below a day, what was loaded looks like a rate. */
const DAYS_MIN = 1;
const NEAR_SHARE = 0.5;
/** So early only what has a date: a new table that was just filled looks fast. */
const EARLY_SHARE = 0.1;
const EARLY_DAYS = 2 * 365;

function isNear(share: number, daysLeft: number | undefined): boolean {
  return share >= NEAR_SHARE || (share >= EARLY_SHARE && (daysLeft ?? Infinity) <= EARLY_DAYS);
}

function severityOf(share: number, daysLeft: number | undefined): Severity {
  if (daysLeft !== undefined && daysLeft < 90) return 'error';
  if (share >= 0.9) return daysLeft === undefined ? 'error' : 'warning';
  return share >= 0.75 || (daysLeft !== undefined && daysLeft <= EARLY_DAYS) ? 'warning' : 'info';
}

function forecast(daysLeft: number | undefined): string {
  return daysLeft === undefined
    ? ''
    : `, and the rest lasts ${withSeparators(Math.floor(daysLeft))} days`;
}

interface Row {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly last: number;
  /** The largest number that fits in. */
  readonly limit: number;
  readonly typeLimit: number;
  readonly sequence: string | null;
  /** Rows inserted since counting began. */
  readonly added: number;
}

/**
 * Columns with a sequence, by its last value; primary keys of small types without one, by the largest value that ANALYZE
 * came by. A sequence that begins anew at its end is meant to. What the role may not read is left out: what it may read matters
 * too much to wait for the rest.
 */
const sql = `
  WITH t AS (SELECT * FROM ${ownTables} t),
  source AS (
    SELECT d.refobjid AS relid, d.refobjsubid AS attnum, d.objid AS seqid
    FROM pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i' AND d.refobjsubid > 0
    UNION
    SELECT a.adrelid, a.adnum, d.refobjid
    FROM pg_attrdef a
    JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = a.oid AND d.refclassid = 'pg_class'::regclass),
  counted AS (
    SELECT s.relid, s.attnum, q.seqmax::float8 AS seqmax, format('%I.%I', n.nspname, c.relname) AS sequence,
      CASE WHEN has_sequence_privilege(q.seqrelid, 'SELECT, USAGE') THEN pg_sequence_last_value(q.seqrelid)::float8 END AS last
    FROM source s
    JOIN pg_sequence q ON q.seqrelid = s.seqid AND q.seqincrement > 0
    JOIN pg_class c ON c.oid = q.seqrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT q.seqcycle),
  -- The last bound of the histogram, out of the text of an array: the values are of any type.
  sampled AS (
    SELECT k.conrelid AS relid, k.conkey[1] AS attnum,
      (regexp_match(p.histogram_bounds::text, '(\\d+)}$'))[1]::float8 AS last
    FROM pg_constraint k
    JOIN t ON t.oid = k.conrelid
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1] AND a.atttypid IN ('int2'::regtype, 'int4'::regtype)
    CROSS JOIN LATERAL ${columnStatistics('t', 'a')} p
    WHERE k.contype = 'p' AND cardinality(k.conkey) = 1
      AND NOT EXISTS (SELECT FROM source s WHERE (s.relid, s.attnum) = (t.oid, a.attnum)))
  SELECT t.name AS table, quote_ident(a.attname) AS column, format_type(a.atttypid, NULL) AS type, v.last,
    least(m.max, coalesce(v.seqmax, m.max)) AS limit, m.max AS "typeLimit", v.sequence,
    coalesce(pg_stat_get_tuples_inserted(t.oid), 0)::float8 AS added
  FROM (
    SELECT relid, attnum, last, seqmax, sequence FROM counted
    UNION ALL
    SELECT relid, attnum, last, NULL, NULL FROM sampled) v
  JOIN t ON t.oid = v.relid
  JOIN pg_attribute a ON a.attrelid = v.relid AND a.attnum = v.attnum
  JOIN (VALUES ('int2'::regtype, 32767::float8), ('int4', 2147483647), ('int8', 9223372036854775807)) m (type, max)
    ON m.type = a.atttypid
  WHERE v.last IS NOT NULL
  ORDER BY v.last / least(m.max, coalesce(v.seqmax, m.max)) DESC, 1, 2`;

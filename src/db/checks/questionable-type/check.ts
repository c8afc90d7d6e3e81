import { ms } from '../../../report/number.ts';
import type { AnalyzedDatabase, Check, Observation } from '../check.ts';
import { columnStatistics, ownTables } from '../own-objects.ts';

/** A type that does something with its values that hardly anybody wants. */
export const questionableType: Check = {
  id: 'questionable-type',
  group: 'schema',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.flatMap((row) => {
      if (row.type === 'char') return row.padded === true ? [ofColumn(row, chars)] : [];
      if (row.type === 'json') return ofJson(row, database);
      return [ofColumn(row, row.type === 'money' ? money : timetz)];
    });
  },
};

interface Advice {
  readonly why: string;
  readonly better: string;
}

const chars: Advice = {
  why: 'shorter values come back with spaces at their end, and take the room of the longest',
  better: 'text, with a CHECK of its length',
};
const money: Advice = {
  why: 'its digits and what 1,50 means depend on a setting of the server, lc_monetary',
  better: 'numeric, and a column for the currency',
};
const timetz: Advice = {
  why: 'a time of day without a date has no offset that holds all year',
  better: 'timestamptz, or time and a column for the zone',
};

function ofColumn({ column, text }: Row, { why, better }: Advice): Observation {
  return {
    subject: column,
    severity: 'info',
    title: `${column} is ${text}: ${why}`,
    fix: `Use ${better}.`,
    evidence: { type: text },
  };
}

/** All the same to who only stores it. Who looks into it has the whole text parsed each time, and no index helps. */
function ofJson(
  { column, name, alone }: Row,
  { workload }: AnalyzedDatabase,
): readonly Observation[] {
  // Another column of that name may be the one that is meant.
  if (!alone || workload === undefined) return [];
  const looks = new RegExp(`\\b"?${name.replaceAll(/[^\w]/g, '.')}"?\\s*(->|#>)`, 'i');
  const statements = workload.statements.filter(({ text }) => looks.test(text));
  if (statements.length === 0) return [];
  const totalMs = statements.reduce((sum, statement) => sum + statement.totalMs, 0);
  const allMs = workload.statements.reduce((sum, statement) => sum + statement.totalMs, 0);
  return [
    {
      subject: column,
      severity: totalMs >= allMs * LARGE_SHARE ? 'warning' : 'info',
      title: `${column} is json, which is parsed anew by each of the ${statements.length === 1 ? 'calls of a statement that looks' : `${statements.length} statements that look`} into it, ${ms(totalMs)} ms in all`,
      fix: 'Use jsonb: it is stored parsed, and a GIN index finds things in it.',
      evidence: { type: 'json', statements: statements.length, total_ms: Math.round(totalMs) },
    },
  ];
}

const LARGE_SHARE = 0.1;

interface Row {
  readonly column: string;
  readonly name: string;
  readonly type: 'char' | 'money' | 'timetz' | 'json';
  readonly text: string;
  /** Whether values that ANALYZE came by end with spaces; null where nothing is known of them. */
  readonly padded: boolean | null;
  /** No other column of a table has this name and another type. */
  readonly alone: boolean;
}

const sql = `
  SELECT t.name || '.' || quote_ident(a.attname) AS column, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS text,
    CASE a.atttypid WHEN 'bpchar'::regtype THEN 'char' WHEN 'money'::regtype THEN 'money' WHEN 'timetz'::regtype THEN 'timetz'
      ELSE 'json' END AS type,
    -- The values stand in the text of an array, which quotes those with a space.
    concat(s.most_common_vals::text, s.histogram_bounds::text) ~ ' "[,}]' AS padded,
    NOT EXISTS (
      SELECT FROM pg_attribute o JOIN pg_class oc ON oc.oid = o.attrelid
      WHERE a.atttypid = 'json'::regtype AND o.attname = a.attname AND o.atttypid <> a.atttypid AND oc.relkind IN ('r', 'p')) AS alone
  FROM ${ownTables} t
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN LATERAL ${columnStatistics('t', 'a')} s ON a.atttypid = 'bpchar'::regtype
  WHERE a.atttypid IN ('bpchar'::regtype, 'money'::regtype, 'timetz'::regtype, 'json'::regtype)
  ORDER BY 1`;

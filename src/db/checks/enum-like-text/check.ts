import { bytesText } from '../../../base/bytes.ts';
import { withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { columnStatistics, ownTables } from '../own-objects.ts';

/** A text of a large table that takes one of a few values, and nothing says which. */
export const enumLikeText: Check = {
  id: 'enum-like-text',
  group: 'schema',
  pedantic: true,
  needs: ['column statistics'],
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(({ column, values, rows: count, bytes }) => ({
      subject: column,
      severity: 'info',
      title: `${column} holds ${values} different texts in ${withSeparators(count)} rows, ${bytesText(bytes)}, and accepts any other`,
      fix: 'Say which are allowed: with a CHECK, an enum, or a foreign key to a table of them.',
      evidence: { distinct_values: values, rows: count, size_bytes: Math.round(bytes) },
    }));
  },
};

interface Row {
  readonly column: string;
  readonly values: number;
  readonly rows: number;
  readonly bytes: number;
}

/** Not what a constraint, a foreign key or a unique index speaks of: there somebody has thought about it. */
const sql = `
  SELECT t.name || '.' || quote_ident(a.attname) AS column, s.n_distinct::int AS values, t.reltuples::float8 AS rows,
    t.reltuples::float8 * s.avg_width * (1 - s.null_frac) AS bytes
  FROM ${ownTables} t
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  CROSS JOIN LATERAL ${columnStatistics('t', 'a')} s
  WHERE t.reltuples >= 100000 AND a.atttypid IN ('text'::regtype, 'varchar'::regtype) AND s.n_distinct BETWEEN 2 AND 8
    -- All the values that there are stand in the list, and none of them is a text that somebody wrote.
    AND s.avg_width <= 32
    AND NOT EXISTS (
      SELECT FROM pg_constraint k WHERE k.conrelid = t.oid AND a.attnum = ANY (k.conkey) AND k.contype IN ('c', 'f', 'p', 'u'))
  ORDER BY bytes DESC, 1`;

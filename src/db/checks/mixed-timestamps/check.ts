import { withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { ownTables } from '../own-objects.ts';

/** Moments with and without a time zone, side by side in one schema. */
export const mixedTimestamps: Check = {
  id: 'mixed-timestamps',
  group: 'schema',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(({ schema, zoned, plain, names }) => {
      const few = Math.min(zoned, plain);
      const rare = zoned < plain ? 'timestamptz' : 'timestamp';
      const usual = zoned < plain ? 'timestamp' : 'timestamptz';
      const more = few > names.length ? ' and others' : '';
      return {
        subject: `schema ${schema}`,
        severity: 'info',
        title: `schema ${schema} has ${columns(Math.max(zoned, plain))} of ${usual} and ${columns(few)} of ${rare} (${names.join(', ')}${more})`,
        fix: 'Use timestamptz for moments, and say of which time zone the others are when they change: USING c AT TIME ZONE ….',
        evidence: { timestamptz_columns: zoned, timestamp_columns: plain },
      };
    });
  },
};

function columns(count: number): string {
  return count === 1 ? '1 column' : `${withSeparators(count)} columns`;
}

interface Row {
  readonly schema: string;
  readonly zoned: number;
  readonly plain: number;
  /** Some of the rarer ones. */
  readonly names: readonly string[];
}

/** Histories of migration tools are made by those, and have the type that they choose. */
const sql = `
  WITH moment AS (
    SELECT t.nspname, t.name || '.' || quote_ident(a.attname) AS column, a.atttypid = 'timestamptz'::regtype AS zoned
    FROM ${ownTables} t
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE a.atttypid IN ('timestamptz'::regtype, 'timestamp'::regtype)
      AND t.relname !~* '(^|_)migrations?($|_)|flyway|databasechangelog|ar_internal_metadata|alembic')
  SELECT quote_ident(nspname) AS schema, count(*) FILTER (WHERE zoned)::int AS zoned,
    count(*) FILTER (WHERE NOT zoned)::int AS plain,
    (CASE WHEN count(*) FILTER (WHERE zoned) < count(*) FILTER (WHERE NOT zoned)
      THEN array_agg("column" ORDER BY "column") FILTER (WHERE zoned)
      ELSE array_agg("column" ORDER BY "column") FILTER (WHERE NOT zoned) END)[1:3] AS names
  FROM moment
  GROUP BY nspname
  HAVING count(DISTINCT zoned) = 2
  ORDER BY 1`;

import { withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { ownTables } from '../own-objects.ts';

/** A constraint that holds for new rows only. */
export const notValidatedConstraint: Check = {
  id: 'not-validated-constraint',
  group: 'schema',
  run: async (database) => {
    const rows = await database.query<Row>(sql(database.major));
    return rows.map(({ name, table, kind, rows: count }) => ({
      subject: `constraint ${name} on ${table}`,
      severity: 'info',
      title: `${name} on ${table} (${kind}) was never held against the ${withSeparators(count)} rows that were there before`,
      fix: `Validate ${name}: writers go on meanwhile.`,
      sql: `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`,
      evidence: { table, rows: count },
    }));
  },
};

interface Row {
  readonly name: string;
  readonly table: string;
  readonly kind: string;
  readonly rows: number;
}

/** Since version 18 there are constraints that are not enforced at all: that was asked for, and cannot be validated. */
const sql = (major: number): string => `
  SELECT quote_ident(k.conname) AS name, t.name AS table, greatest(t.reltuples, 0)::float8 AS rows,
    CASE k.contype WHEN 'f' THEN 'a foreign key' WHEN 'n' THEN 'NOT NULL' ELSE 'a CHECK' END AS kind
  FROM pg_constraint k
  JOIN ${ownTables} t ON t.oid = k.conrelid
  WHERE NOT k.convalidated AND k.conparentid = 0 AND k.coninhcount = 0 ${major >= 18 ? 'AND k.conenforced' : ''}
  ORDER BY rows DESC, 2, 1`;

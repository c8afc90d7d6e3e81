import type { Check } from '../check.ts';
import { isShared } from '../exposed-roles.ts';
import { ownTables } from '../own-objects.ts';

/** Policies that were written and are not in force. */
export const policiesWithoutRowSecurity: Check = {
  id: 'policies-without-row-security',
  group: 'security',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(({ table, policies, shared }) => ({
      subject: table,
      severity: shared ? 'error' : 'warning',
      title: `${table} has policies (${policies.join(', ')}), but row security is off: they have no effect`,
      fix: `Enable row level security on ${table}.`,
      sql: `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
      evidence: { policies: policies.length },
    }));
  },
};

interface Row {
  readonly table: string;
  readonly policies: readonly string[];
  /** Others than the owner have rights on it. */
  readonly shared: boolean;
}

const sql = `
  SELECT t.name AS table, p.policies, ${isShared('t')} AS shared
  FROM ${ownTables} t
  JOIN (SELECT polrelid, array_agg(polname::text ORDER BY polname) AS policies FROM pg_policy GROUP BY polrelid) p
    ON p.polrelid = t.oid
  WHERE NOT t.relrowsecurity
  ORDER BY 1`;

import type { Check } from '../check.ts';
import { ownTables } from '../own-objects.ts';

/** Row security without a policy: whoever was given rights sees nothing. */
export const rowSecurityWithoutPolicies: Check = {
  id: 'row-security-without-policies',
  group: 'security',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(({ table, roles }) => ({
      subject: table,
      severity: 'info',
      title: `${table} has row security and no policy: ${roles.join(', ')} may ask it, and get no rows`,
      fix: `Write a policy for ${roles.join(', ')}, or revoke the rights if nobody is meant to see rows.`,
      evidence: { roles: roles.join(', ') },
    }));
  },
};

interface Row {
  readonly table: string;
  readonly roles: readonly string[];
}

/** Roles that see all rows anyhow do not miss a policy. */
const sql = `
  SELECT t.name AS table, array_agg(DISTINCT coalesce(r.rolname::text, 'PUBLIC')) AS roles
  FROM ${ownTables} t
  CROSS JOIN LATERAL aclexplode(t.relacl) x
  LEFT JOIN pg_roles r ON r.oid = x.grantee
  WHERE t.relrowsecurity AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid)
    AND x.grantee <> t.relowner AND NOT coalesce(r.rolsuper OR r.rolbypassrls, false)
    AND x.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
  GROUP BY t.name
  ORDER BY 1`;

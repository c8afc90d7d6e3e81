import type { Severity } from '../../../base/finding.ts';
import type { Check } from '../check.ts';
import { exposedRoles } from '../exposed-roles.ts';
import { ownTables } from '../own-objects.ts';

/** Tables that requests from outside reach, and whose rows nothing guards. */
export const rowSecurityOff: Check = {
  id: 'row-security-off',
  group: 'security',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(({ table, reads, writes, partitions }) => {
      const roles = writes ?? reads ?? [];
      const can = `${writes === null ? 'read' : 'change'} ${partitions > 0 ? 'them' : 'all rows'}`;
      const who = `${roles.join(', ')} can ${can}`;
      return {
        subject: table,
        severity: severityOf(roles, writes !== null),
        title:
          partitions > 0
            ? `${table} has row security, but ${partitions} of its partitions have none, and ${who} directly`
            : `${table} has no row security, and ${who}`,
        fix:
          partitions > 0
            ? `Revoke the rights on the partitions of ${table}: who asks the table itself needs none on them.`
            : `Enable row level security on ${table} with policies for ${roles.join(', ')}, or revoke their rights.`,
        evidence: { roles: roles.join(', '), rights: writes === null ? 'read' : 'write' },
      };
    });
  },
};

/** What everybody on the server may read was perhaps meant for everybody. */
function severityOf(roles: readonly string[], writable: boolean): Severity {
  if (roles.every((role) => role === PUBLIC)) return writable ? 'warning' : 'info';
  return writable ? 'error' : 'warning';
}

const PUBLIC = 'PUBLIC';

interface Row {
  readonly table: string;
  readonly reads: readonly string[] | null;
  readonly writes: readonly string[] | null;
  /** How many of its partitions are meant, where it is not the table itself. */
  readonly partitions: number;
}

/**
 * Rights on a partition count when it is asked by its own name, and then its own row security does. PUBLIC counts where it
 * was granted something, and where row security is in use at all.
 */
const sql = `
  WITH t AS (SELECT * FROM ${ownTables} t),
  candidate AS (
    SELECT t.oid AS root, t.name, false AS part, c.oid, c.relacl, c.relowner, c.relnamespace
    FROM t JOIN pg_class c ON c.oid = t.oid WHERE NOT t.relrowsecurity
    UNION ALL
    SELECT t.oid, t.name, true, c.oid, c.relacl, c.relowner, c.relnamespace
    FROM t CROSS JOIN pg_partition_tree(t.oid) p JOIN pg_class c ON c.oid = p.relid
    WHERE t.relkind = 'p' AND t.relrowsecurity AND p.level > 0 AND NOT c.relrowsecurity),
  reach AS (
    SELECT c.root, c.name, c.part, c.oid, r.name AS role,
      has_table_privilege(r.oid, c.oid, 'SELECT') AS reads,
      has_table_privilege(r.oid, c.oid, 'INSERT') OR has_table_privilege(r.oid, c.oid, 'UPDATE')
        OR has_table_privilege(r.oid, c.oid, 'DELETE') AS writes
    FROM candidate c
    JOIN ${exposedRoles} r ON r.oid <> c.relowner AND has_schema_privilege(r.oid, c.relnamespace, 'USAGE')
    -- Nobody else has any right on a table whose list of rights was never touched.
    WHERE c.relacl IS NOT NULL
    UNION ALL
    SELECT c.root, c.name, c.part, c.oid, '${PUBLIC}', bool_or(x.privilege_type = 'SELECT'),
      bool_or(x.privilege_type IN ('INSERT', 'UPDATE', 'DELETE'))
    FROM candidate c
    CROSS JOIN aclexplode(c.relacl) x
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE x.grantee = 0 AND EXISTS (SELECT FROM pg_policy)
      AND EXISTS (SELECT FROM aclexplode(n.nspacl) s WHERE s.grantee = 0 AND s.privilege_type = 'USAGE')
    GROUP BY 1, 2, 3, 4)
  SELECT name AS table, CASE WHEN part THEN count(DISTINCT oid)::int ELSE 0 END AS partitions,
    array_agg(DISTINCT role::text ORDER BY role::text) FILTER (WHERE reads) AS reads,
    array_agg(DISTINCT role::text ORDER BY role::text) FILTER (WHERE writes) AS writes
  FROM reach
  WHERE reads OR writes
  GROUP BY root, name, part
  ORDER BY 1`;

import type { Check } from '../check.ts';
import { ownTables } from '../own-objects.ts';

/** A policy that lets a role write whatever it likes. */
export const policyAlwaysTrue: Check = {
  id: 'policy-always-true',
  group: 'security',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(({ table, policy, command, roles, open, anybody }) => ({
      subject: `policy ${policy} on ${table}`,
      severity: anybody ? 'error' : 'warning',
      title: `policy ${policy} on ${table} is true for every row: ${roles.join(', ')} can ${open.join(', ')} without a limit`,
      fix: `Say in ${policy} whose rows are meant, or revoke the rights to ${open.join(', ')}.`,
      evidence: { table, command, roles: roles.join(', ') },
    }));
  },
};

interface Row {
  readonly table: string;
  readonly policy: string;
  readonly command: string;
  readonly roles: readonly string[];
  /** The statements that nothing limits. */
  readonly open: readonly string[];
  /** Roles that need no account. */
  readonly anybody: boolean;
}

/**
 * That everybody reads a table is common and meant. Who sees all rows anyhow does not count, nor does a table with
 * restrictive policies for the same statement, which all have to agree. Without a second condition an UPDATE is held to the
 * first twice.
 */
const sql = `
  WITH policy AS (
    SELECT p.*, t.name AS "table", pg_get_expr(p.polqual, p.polrelid) AS uses, pg_get_expr(p.polwithcheck, p.polrelid) AS checks,
      ARRAY (
        SELECT coalesce(r.rolname::text, 'PUBLIC')
        FROM unnest(p.polroles) AS role LEFT JOIN pg_roles r ON r.oid = role
        WHERE NOT coalesce(r.rolsuper OR r.rolbypassrls, false) AND role <> t.relowner
        ORDER BY 1) AS roles
    FROM pg_policy p
    JOIN ${ownTables} t ON t.oid = p.polrelid
    WHERE p.polpermissive AND t.relrowsecurity),
  open AS (
    SELECT policy.oid, c.command
    FROM policy
    JOIN (VALUES ('a', 'INSERT'), ('w', 'UPDATE'), ('d', 'DELETE')) c (letter, command)
      ON policy.polcmd IN (c.letter, '*')
    WHERE CASE c.letter
        WHEN 'a' THEN coalesce(checks, CASE WHEN policy.polcmd = '*' THEN uses END) = 'true'
        WHEN 'w' THEN uses = 'true' AND coalesce(checks, uses) = 'true'
        ELSE uses = 'true' END
      AND NOT EXISTS (
        SELECT FROM pg_policy o
        WHERE o.polrelid = policy.polrelid AND NOT o.polpermissive AND o.polcmd IN (c.letter::"char", '*')))
  SELECT p."table", quote_ident(p.polname) AS policy, p.roles,
    CASE p.polcmd WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
    array_agg(o.command ORDER BY o.command) AS open, p.roles && ARRAY['PUBLIC', 'anon', 'web_anon'] AS anybody
  FROM policy p
  JOIN open o ON o.oid = p.oid
  WHERE p.roles <> '{}'
  GROUP BY p."table", p.polname, p.roles, p.polcmd
  ORDER BY 1, 2`;

import { userSchema } from '../../../postgres/catalog/catalog-kind.ts';
import type { Check } from '../check.ts';

/** A schema in which every role can make objects. */
export const publicCanCreate: Check = {
  id: 'public-can-create',
  group: 'security',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(({ schema, roles, definers }) => ({
      subject: `schema ${schema}`,
      severity: roles > 0 ? 'warning' : 'info',
      title: `every role can create tables and functions in schema ${schema}${others(roles)}`,
      fix: `Revoke CREATE from PUBLIC, and grant it to the roles that migrate.`,
      sql: `REVOKE CREATE ON SCHEMA ${schema} FROM PUBLIC`,
      evidence: { login_roles: roles, security_definer_functions: definers },
    }));
  },
};

function others(roles: number): string {
  if (roles === 0) return '';
  return roles === 1
    ? ', also 1 role that has no other right to'
    : `, also ${roles} roles that have no other right to`;
}

interface Row {
  readonly schema: string;
  /** Roles that log in here and could not otherwise. */
  readonly roles: number;
  readonly definers: number;
}

/** An extension's own schemas are left to it. */
const sql = `
  SELECT quote_ident(n.nspname) AS schema,
    (SELECT count(*)::int FROM pg_roles r
     WHERE r.rolcanlogin AND NOT r.rolsuper AND NOT pg_has_role(r.oid, n.nspowner, 'USAGE')
       AND has_database_privilege(r.oid, current_database(), 'CONNECT')
       AND NOT EXISTS (
         SELECT FROM aclexplode(n.nspacl) x
         WHERE x.grantee <> 0 AND x.privilege_type = 'CREATE' AND pg_has_role(r.oid, x.grantee, 'USAGE'))) AS roles,
    (SELECT count(*)::int FROM pg_proc p WHERE p.pronamespace = n.oid AND p.prosecdef) AS definers
  FROM pg_namespace n
  WHERE ${userSchema('n')}
    AND EXISTS (SELECT FROM aclexplode(n.nspacl) x WHERE x.grantee = 0 AND x.privilege_type = 'CREATE')
    AND NOT EXISTS (
      SELECT FROM pg_depend e WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e')
  ORDER BY 1`;

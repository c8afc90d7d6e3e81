/**
 * A subquery: the roles that requests from outside run as, where rows are guarded by policies (`oid`, `name`): those that go
 * by the names of PostgREST and Supabase, those that its `authenticator` can become, and those that policies speak of. Not
 * who sees all rows anyhow.
 */
export const exposedRoles: string = `(
  SELECT r.oid, r.rolname AS name
  FROM pg_roles r
  WHERE NOT r.rolsuper AND NOT r.rolbypassrls
    AND (r.rolname IN ('anon', 'authenticated', 'web_anon')
      OR EXISTS (
        SELECT FROM pg_auth_members m JOIN pg_roles a ON a.oid = m.member
        WHERE m.roleid = r.oid AND a.rolname = 'authenticator')
      OR EXISTS (SELECT FROM pg_policy p WHERE r.oid = ANY (p.polroles)))
  OFFSET 0)`;

/** A condition: somebody other than the owner of that row of `pg_class` has rights on it. */
export const isShared = (alias: string): string => `
  EXISTS (SELECT FROM aclexplode(${alias}.relacl) x WHERE x.grantee <> ${alias}.relowner)`;

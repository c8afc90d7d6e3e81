import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/**
 * What a grantee gets on objects that a role makes from now on: one object for each role, schema, type of object and
 * grantee. `born` is what holds where nobody says otherwise: those for one schema are in addition to those for all.
 */
export const defaultPrivileges: CatalogKind = {
  kind: 'default privilege',
  sql: () => `
    SELECT 'pg_default_acl'::regclass::oid AS class, d.oid, row_number() OVER (PARTITION BY d.oid ORDER BY g.grantee)::int AS sub,
      format('for %s%s on %s to %s', x.role, ' in ' || quote_ident(n.nspname), x.type, g.grantee) AS identity,
      json_build_object('role', x.role, 'schema', quote_ident(n.nspname), 'type', x.type, 'grantee', g.grantee, 'rights', g.rights, 'born', g.born) AS facts,
      CASE WHEN n.oid IS NOT NULL THEN json_build_array(format('schema %I', n.nspname)) END AS parts
    FROM pg_default_acl d
    LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
    CROSS JOIN LATERAL (
      SELECT quote_ident(pg_get_userbyid(d.defaclrole)) AS role,
        CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES'
          WHEN 'n' THEN 'SCHEMAS' WHEN 'L' THEN 'LARGE OBJECTS' END AS type,
        CASE WHEN d.defaclnamespace = 0 THEN acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole) END AS initial) x
    CROSS JOIN LATERAL (
      SELECT CASE e.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(e.grantee)) END AS grantee,
        coalesce(jsonb_agg(jsonb_build_array(e.privilege_type, e.is_grantable) ORDER BY e.privilege_type) FILTER (WHERE e.now), '[]') AS rights,
        coalesce(jsonb_agg(jsonb_build_array(e.privilege_type, e.is_grantable) ORDER BY e.privilege_type) FILTER (WHERE NOT e.now), '[]') AS born
      FROM (
        SELECT true AS now, a.grantee, a.privilege_type, a.is_grantable FROM aclexplode(d.defaclacl) a
        UNION ALL
        SELECT false, a.grantee, a.privilege_type, a.is_grantable FROM aclexplode(x.initial) a) e
      GROUP BY e.grantee) g
    WHERE g.rights <> g.born AND (n.oid IS NULL OR ${userSchema('n')})
    ORDER BY 4`,
};

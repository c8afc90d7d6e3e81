import type { CatalogKind } from '../catalog-kind.ts';

/** The table is for superusers. The view is for everybody, and hides the options from those who have no business with them. */
export const userMappings: CatalogKind = {
  kind: 'user mapping',
  sql: () => `
    SELECT 'pg_user_mapping'::regclass::oid AS class, m.umid AS oid, 0 AS sub,
      format('%s on %I', x.role, m.srvname) AS identity,
      json_build_object(
        'user', x.role,
        'server', quote_ident(m.srvname),
        'options', (SELECT json_agg(o ORDER BY o) FROM unnest(m.umoptions) o),
        'hidden', CASE WHEN ${hiddenOptions} THEN true END
      ) AS facts
    FROM pg_user_mappings m
    JOIN pg_foreign_server s ON s.oid = m.srvid
    CROSS JOIN LATERAL (SELECT CASE m.umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(m.usename) END AS role) x
    ORDER BY m.srvname, x.role`,
};

/** Whether the options of a mapping `m` to a server `s` cannot be seen; then nobody can say whether there are any. */
export const hiddenOptions: string = `m.umoptions IS NULL
          AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
          AND NOT CASE m.umuser WHEN 0 THEN pg_has_role(s.srvowner, 'USAGE')
            ELSE m.usename = current_user AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')) END`;

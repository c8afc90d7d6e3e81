import type { CatalogKind } from '../catalog-kind.ts';

export const foreignServers: CatalogKind = {
  kind: 'foreign server',
  sql: () => `
    SELECT 'pg_foreign_server'::regclass::oid AS class, s.oid, 0 AS sub,
      quote_ident(s.srvname) AS identity,
      json_build_object(
        'name', quote_ident(s.srvname),
        'wrapper', quote_ident(w.fdwname),
        'type', s.srvtype,
        'version', s.srvversion,
        'options', (SELECT json_agg(o ORDER BY o) FROM unnest(s.srvoptions) o)
      ) AS facts
    FROM pg_foreign_server s
    JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
    ORDER BY s.srvname`,
};

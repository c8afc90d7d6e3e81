import type { CatalogKind } from '../catalog-kind.ts';

/** Ways to store tables and indexes that the server does not bring. */
export const accessMethods: CatalogKind = {
  kind: 'access method',
  sql: () => `
    SELECT 'pg_am'::regclass::oid AS class, a.oid, 0 AS sub,
      quote_ident(a.amname) AS identity,
      json_build_object(
        'name', quote_ident(a.amname),
        'type', a.amtype,
        'handler', a.amhandler::regproc::text
      ) AS facts
    FROM pg_am a
    WHERE a.oid >= 16384
    ORDER BY a.amname`,
};

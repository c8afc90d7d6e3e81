import { type CatalogKind, userSchema } from '../catalog-kind.ts';

export const schemas: CatalogKind = {
  kind: 'schema',
  sql: () => `
    SELECT 'pg_namespace'::regclass::oid AS class, n.oid, 0 AS sub,
      quote_ident(n.nspname) AS identity,
      json_build_object('name', quote_ident(n.nspname)) AS facts
    FROM pg_namespace n
    WHERE ${userSchema('n')}
    ORDER BY n.nspname`,
};

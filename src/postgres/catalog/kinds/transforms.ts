import type { CatalogKind } from '../catalog-kind.ts';

/** How values of a type look in a procedural language. */
export const transforms: CatalogKind = {
  kind: 'transform',
  sql: () => `
    SELECT 'pg_transform'::regclass::oid AS class, t.oid, 0 AS sub,
      x.identity,
      json_build_object(
        'name', x.identity,
        'fromSql', CASE WHEN t.trffromsql <> 0 THEN t.trffromsql::regprocedure::text END,
        'toSql', CASE WHEN t.trftosql <> 0 THEN t.trftosql::regprocedure::text END
      ) AS facts
    FROM pg_transform t
    JOIN pg_language l ON l.oid = t.trflang
    CROSS JOIN LATERAL (SELECT format('FOR %s LANGUAGE %I', format_type(t.trftype, NULL), l.lanname) AS identity) x
    ORDER BY x.identity`,
};

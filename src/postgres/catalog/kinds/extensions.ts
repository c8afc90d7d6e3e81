import type { CatalogKind } from '../catalog-kind.ts';

/** plpgsql is in every database from the start, and is nobody's decision. */
export const extensions: CatalogKind = {
  kind: 'extension',
  sql: () => `
    SELECT 'pg_extension'::regclass::oid AS class, e.oid, 0 AS sub,
      quote_ident(e.extname) AS identity,
      json_build_object(
        'name', quote_ident(e.extname),
        'schema', quote_ident(n.nspname),
        'version', e.extversion
      ) AS facts,
      json_build_array('schema ' || quote_ident(n.nspname)) AS needs
    FROM pg_extension e
    JOIN pg_namespace n ON n.oid = e.extnamespace
    WHERE e.extname <> 'plpgsql'
    ORDER BY e.extname`,
};

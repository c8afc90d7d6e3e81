import type { CatalogKind } from '../catalog-kind.ts';

/** That a publication has all tables of a schema. */
export const publicationSchemas: CatalogKind = {
  kind: 'publication schema',
  sql: (major) => (major < 15 ? none : some),
};

const some = `
    SELECT 'pg_publication_namespace'::regclass::oid AS class, r.oid, 0 AS sub,
      format('%I %I', p.pubname, n.nspname) AS identity,
      json_build_object('publication', quote_ident(p.pubname), 'schema', quote_ident(n.nspname)) AS facts,
      json_build_array(format('publication %I', p.pubname), format('schema %I', n.nspname)) AS parts
    FROM pg_publication_namespace r
    JOIN pg_publication p ON p.oid = r.pnpubid
    JOIN pg_namespace n ON n.oid = r.pnnspid
    ORDER BY p.pubname, n.nspname`;

/** It came with version 15. */
const none = `SELECT WHERE false`;

import type { CatalogKind } from '../catalog-kind.ts';

/** Publications, without their tables and schemas. */
export const publications: CatalogKind = {
  kind: 'publication',
  sql: (major) => `
    SELECT 'pg_publication'::regclass::oid AS class, p.oid, 0 AS sub,
      quote_ident(p.pubname) AS identity,
      json_build_object(
        'name', quote_ident(p.pubname),
        'allTables', p.puballtables,
        'publish', concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
          CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END),
        'viaRoot', p.pubviaroot,
        'generatedColumns', ${major >= 18 ? "CASE p.pubgencols WHEN 's' THEN 'stored' ELSE 'none' END" : "'none'"}
      ) AS facts
    FROM pg_publication p
    ORDER BY p.pubname`,
};

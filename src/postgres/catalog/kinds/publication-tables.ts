import type { CatalogKind } from '../catalog-kind.ts';

/** That a publication has a table: all of it, or some columns and rows (since version 15). */
export const publicationTables: CatalogKind = {
  kind: 'publication table',
  sql: (major) => `
    SELECT 'pg_publication_rel'::regclass::oid AS class, r.oid, 0 AS sub,
      format('%I %I.%I', p.pubname, n.nspname, c.relname) AS identity,
      json_build_object(
        'publication', quote_ident(p.pubname),
        'table', format('%I.%I', n.nspname, c.relname),
        'columns', ${major >= 15 ? columnsSql : 'NULL'},
        'where', ${major >= 15 ? 'pg_get_expr(r.prqual, r.prrelid)' : 'NULL'}
      ) AS facts,
      json_build_array(format('publication %I', p.pubname), format('table %I.%I', n.nspname, c.relname)) AS parts
    FROM pg_publication_rel r
    JOIN pg_publication p ON p.oid = r.prpubid
    JOIN pg_class c ON c.oid = r.prrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    ORDER BY p.pubname, n.nspname, c.relname`,
};

const columnsSql = `(
          SELECT json_agg(quote_ident(a.attname) ORDER BY a.attnum)
          FROM pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs))`;

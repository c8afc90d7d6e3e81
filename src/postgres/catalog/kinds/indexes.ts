import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Indexes that no constraint made. Those of partitioned tables are `ON ONLY`: their parts are indexes of their own. */
export const indexes: CatalogKind = {
  kind: 'index',
  sql: () => `
    SELECT 'pg_class'::regclass::oid AS class, i.oid, 0 AS sub,
      format('%I.%I', n.nspname, i.relname) AS identity,
      json_build_object(
        'schema', quote_ident(n.nspname),
        'name', quote_ident(i.relname),
        'table', format('%I.%I', n.nspname, c.relname),
        'tableKind', c.relkind,
        'unique', x.indisunique,
        'definition', pg_get_indexdef(i.oid),
        -- A partitioned index is valid once all its parts are attached, and by itself.
        'valid', x.indisvalid OR i.relkind = 'I',
        'statistics', (SELECT json_agg(json_build_array(a.attnum, a.attstattarget) ORDER BY a.attnum)
          FROM pg_attribute a WHERE a.attrelid = i.oid AND a.attstattarget >= 0)
      ) AS facts,
      json_build_array(format('table %I.%I', n.nspname, c.relname), format('materialized view %I.%I', n.nspname, c.relname)) AS parts
    FROM pg_index x
    JOIN pg_class i ON i.oid = x.indexrelid
    JOIN pg_class c ON c.oid = x.indrelid
    JOIN pg_namespace n ON n.oid = i.relnamespace
    WHERE ${userSchema('n')} AND c.relkind IN ('r', 'p', 'm')
      AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.oid AND k.conrelid = c.oid AND k.contype IN ('p', 'u', 'x'))
    ORDER BY n.nspname, i.relname`,
};

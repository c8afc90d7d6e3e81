import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Defaults of columns, of tables and of views. Generated columns keep their expression to themselves. */
export const defaults: CatalogKind = {
  kind: 'default',
  sql: () => `
    SELECT 'pg_attrdef'::regclass::oid AS class, d.oid, 0 AS sub,
      format('%I.%I.%I', n.nspname, c.relname, a.attname) AS identity,
      json_build_object(
        'table', format('%I.%I', n.nspname, c.relname),
        'name', quote_ident(a.attname),
        'expression', pg_get_expr(d.adbin, d.adrelid)
      ) AS facts,
      json_build_array(format('column %I.%I.%I', n.nspname, c.relname, a.attname), format('view %I.%I', n.nspname, c.relname)) AS parts
    FROM pg_attrdef d
    JOIN pg_class c ON c.oid = d.adrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    WHERE a.attgenerated = '' AND c.relkind IN ('r', 'p', 'f', 'v') AND ${userSchema('n')}
    ORDER BY n.nspname, c.relname, a.attnum`,
};

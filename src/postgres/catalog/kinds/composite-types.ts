import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Types that are rows of attributes. Their attributes have addresses in `pg_class`, as columns do. */
export const compositeTypes: CatalogKind = {
  kind: 'composite type',
  sql: () => `
    SELECT 'pg_type'::regclass::oid AS class, t.oid, 0 AS sub,
      format('%I.%I', n.nspname, t.typname) AS identity,
      json_build_object(
        'schema', quote_ident(n.nspname),
        'name', quote_ident(t.typname),
        'attributes', (
          SELECT coalesce(json_agg(json_build_array(quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
            CASE WHEN a.attcollation <> at.typcollation THEN format('%I.%I', cn.nspname, co.collname) END) ORDER BY a.attnum), '[]')
          FROM pg_attribute a
          JOIN pg_type at ON at.oid = a.atttypid
          LEFT JOIN pg_collation co ON co.oid = a.attcollation
          LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
      ) AS facts,
      json_build_array(json_build_array('pg_class'::regclass::oid, c.oid)) AS also
    FROM pg_type t
    JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
    JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE ${userSchema('n')}
    ORDER BY n.nspname, t.typname`,
};

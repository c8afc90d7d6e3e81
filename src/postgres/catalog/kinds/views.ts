import { type CatalogKind, userSchema } from '../catalog-kind.ts';

export const views: CatalogKind = {
  kind: 'view',
  sql: () => `
    SELECT CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END AS kind,
      'pg_class'::regclass::oid AS class, c.oid, 0 AS sub,
      format('%I.%I', n.nspname, c.relname) AS identity,
      json_build_object(
        'schema', quote_ident(n.nspname),
        'name', quote_ident(c.relname),
        'columns', (SELECT json_agg(json_build_array(quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
            CASE WHEN a.attcollation <> 0 THEN a.attcollation::regcollation::text END) ORDER BY a.attnum)
          FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
        'definition', pg_get_viewdef(c.oid),
        'options', (SELECT json_agg(o ORDER BY o) FROM unnest(c.reloptions) o),
        'accessMethod', nullif(a.amname, 'heap'),
        'columnSettings', (SELECT json_agg(json_build_array(quote_ident(a.attname), CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END,
            nullif(a.attcompression, ''), nullif(a.attstattarget, -1)) ORDER BY a.attnum)
          FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
          WHERE c.relkind = 'm' AND a.attrelid = c.oid AND a.attnum > 0
            AND (a.attstorage <> t.typstorage OR a.attcompression <> '' OR a.attstattarget >= 0))
      ) AS facts,
      json_build_array(
        json_build_array('pg_rewrite'::regclass::oid, r.oid),
        json_build_array('pg_type'::regclass::oid, c.reltype)) AS also
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_rewrite r ON r.ev_class = c.oid AND r.rulename = '_RETURN'
    LEFT JOIN pg_am a ON a.oid = c.relam
    WHERE c.relkind IN ('v', 'm') AND ${userSchema('n')}
    ORDER BY n.nspname, c.relname`,
};

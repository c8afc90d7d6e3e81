import { type CatalogKind, namedTables } from '../catalog-kind.ts';

/**
 * In the order of their tables' definitions, which is the order in which they are created. There are more columns than all
 * else, so what few of them have is looked for only where there is some.
 */
export const columns: CatalogKind = {
  kind: 'column',
  sql: (major) => `
    SELECT 'pg_class'::regclass::oid AS class, c.oid, a.attnum AS sub,
      c.name || '.' || f.name AS identity,
      row_to_json(f) AS facts,
      CASE WHEN a.attgenerated <> '' OR s.oid IS NOT NULL THEN (SELECT json_agg(x) FROM (
        SELECT json_build_array('pg_attrdef'::regclass::oid, d.oid) WHERE a.attgenerated <> ''
        UNION ALL
        SELECT json_build_array('pg_class'::regclass::oid, s.oid) WHERE s.oid IS NOT NULL) AS x(x)) END AS also,
      CASE WHEN NOT a.attislocal AND NOT c.relispartition THEN (
        SELECT json_agg(format('column %I.%I.%I', pn.nspname, p.relname, a.attname))
        FROM pg_inherits i
        JOIN pg_class p ON p.oid = i.inhparent
        JOIN pg_namespace pn ON pn.oid = p.relnamespace
        WHERE i.inhrelid = c.oid) END AS needs,
      json_build_array('table ' || c.name) AS parts
    FROM ${namedTables(`c.relkind IN ('r', 'p', 'f')`)} c
    JOIN pg_attribute a ON a.attrelid = c.oid
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_collation co ON co.oid = a.attcollation
    LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    -- The sequence of an identity column is internal to it.
    LEFT JOIN pg_depend sd ON a.attidentity <> '' AND sd.refclassid = 'pg_class'::regclass AND sd.refobjid = c.oid
      AND sd.refobjsubid = a.attnum AND sd.deptype = 'i' AND sd.classid = 'pg_class'::regclass
    LEFT JOIN pg_sequence q ON q.seqrelid = sd.objid
    LEFT JOIN pg_class s ON s.oid = q.seqrelid
    LEFT JOIN pg_namespace sn ON sn.oid = s.relnamespace
    -- Since version 18.
    LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'n' AND k.conkey[1] = a.attnum
    CROSS JOIN LATERAL (SELECT
      c.name AS "table",
      quote_ident(a.attname) AS name,
      format_type(a.atttypid, a.atttypmod) AS type,
      CASE WHEN a.attcollation <> t.typcollation THEN format('%I.%I', cn.nspname, co.collname) END AS collation,
      ${notNull(major)} AS "notNull",
      nullif(a.attgenerated, '') AS generated,
      CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END AS expression,
      -- Before version 15 no sequence could be unlogged.
      CASE WHEN a.attidentity <> '' AND s.oid IS NOT NULL THEN json_build_object(
        'always', a.attidentity = 'a',
        'sequence', format('%I.%I', sn.nspname, s.relname),
        'start', q.seqstart::text, 'increment', q.seqincrement::text, 'min', q.seqmin::text, 'max', q.seqmax::text,
        'cache', q.seqcache::text, 'cycle', q.seqcycle, 'persistence', ${major >= 15 ? 's.relpersistence' : 'c.relpersistence'}) END AS identity,
      CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END AS storage,
      nullif(a.attcompression, '') AS compression,
      -- Unset is -1 up to version 16 and NULL since.
      nullif(a.attstattarget, -1) AS statistics,
      -- Servers keep notes of their own among them (pg_attver, since 15.20), which pg_dump leaves out as well.
      CASE WHEN a.attoptions IS NOT NULL THEN (SELECT json_agg(o ORDER BY o) FROM unnest(a.attoptions) o WHERE o ^@ 'n_distinct') END AS options,
      CASE WHEN a.attfdwoptions IS NOT NULL THEN (SELECT json_agg(o ORDER BY o) FROM unnest(a.attfdwoptions) o) END AS "foreignOptions",
      -- A partition's columns are its own before it is attached, and its parent's after: neither is a difference.
      a.attislocal OR c.relispartition AS local
    ) f
    WHERE a.attnum > 0 AND NOT a.attisdropped
    ORDER BY c.nspname, c.relname, a.attnum`,
};

/**
 * Since version 18 it is a constraint with a name of its own; where the name is the usual one, it says nothing. That is so
 * for nearly all, and putting JSON together takes longer than all else here.
 */
function notNull(major: number): string {
  if (major < 18) return `CASE WHEN a.attnotnull THEN json_build_object() END`;
  const name = `left(c.relname || '_' || a.attname || '_not_null', 63)`;
  return `CASE WHEN k.oid IS NULL THEN NULL
        WHEN k.conname = ${name} AND NOT k.connoinherit AND k.convalidated THEN '{"name": null, "noInherit": null, "notValid": null}'::json
        ELSE json_build_object(
          'name', CASE WHEN k.conname <> ${name} THEN quote_ident(k.conname) END,
          'noInherit', nullif(k.connoinherit, false),
          'notValid', nullif(NOT k.convalidated, false)) END`;
}

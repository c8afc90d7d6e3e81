import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/**
 * In the order of their tables' definitions, which is the order in which they are created. There are more columns than all
 * else, so what few of them have is looked for only where there is some.
 */
export const columns: CatalogKind = {
  kind: 'column',
  sql: (major) => `
    SELECT 'pg_class'::regclass::oid AS class, c.oid, a.attnum AS sub,
      format('%I.%I.%I', n.nspname, c.relname, a.attname) AS identity,
      json_build_object(
        'table', format('%I.%I', n.nspname, c.relname),
        'name', quote_ident(a.attname),
        'type', format_type(a.atttypid, a.atttypmod),
        'collation', CASE WHEN a.attcollation <> t.typcollation THEN format('%I.%I', cn.nspname, co.collname) END,
        'notNull', ${notNull(major)},
        'generated', nullif(a.attgenerated, ''),
        'expression', CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END,
        -- Before version 15 no sequence could be unlogged.
        'identity', CASE WHEN a.attidentity <> '' AND s.oid IS NOT NULL THEN json_build_object(
          'always', a.attidentity = 'a',
          'sequence', format('%I.%I', sn.nspname, s.relname),
          'start', q.seqstart::text, 'increment', q.seqincrement::text, 'min', q.seqmin::text, 'max', q.seqmax::text,
          'cache', q.seqcache::text, 'cycle', q.seqcycle, 'persistence', ${major >= 15 ? 's.relpersistence' : 'c.relpersistence'}) END,
        'storage', CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END,
        'compression', nullif(a.attcompression, ''),
        -- Unset is -1 up to version 16 and NULL since.
        'statistics', nullif(a.attstattarget, -1),
        -- Servers keep notes of their own among them (pg_attver, since 15.20), which pg_dump leaves out as well.
        'options', CASE WHEN a.attoptions IS NOT NULL THEN (SELECT json_agg(o ORDER BY o) FROM unnest(a.attoptions) o WHERE o ^@ 'n_distinct') END,
        'foreignOptions', CASE WHEN a.attfdwoptions IS NOT NULL THEN (SELECT json_agg(o ORDER BY o) FROM unnest(a.attfdwoptions) o) END,
        -- A partition's columns are its own before it is attached, and its parent's after: neither is a difference.
        'local', a.attislocal OR c.relispartition
      ) AS facts,
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
      json_build_array(format('table %I.%I', n.nspname, c.relname)) AS parts
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
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
    WHERE c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped AND ${userSchema('n')}
    ORDER BY n.nspname, c.relname, a.attnum`,
};

/** Since version 18 it is a constraint with a name of its own; where the name is the usual one, it says nothing. */
function notNull(major: number): string {
  if (major < 18) return `CASE WHEN a.attnotnull THEN json_build_object() END`;
  return `(
          SELECT json_build_object(
            'name', CASE WHEN k.conname <> left(c.relname || '_' || a.attname || '_not_null', 63) THEN quote_ident(k.conname) END,
            'noInherit', nullif(k.connoinherit, false),
            'notValid', nullif(NOT k.convalidated, false))
          FROM pg_constraint k
          WHERE k.conrelid = c.oid AND k.contype = 'n' AND k.conkey[1] = a.attnum)`;
}

import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/**
 * Types that are made of functions in C. Their functions need the type before it can be made, so there is a shell type
 * first: an object of its own, which has all that cannot be altered, because it is made again when the type is.
 */
export const baseTypes: CatalogKind = {
  kind: 'base type',
  sql: () => `
    SELECT s.kind, s.class, t.oid, 0 AS sub, format('%I.%I', n.nspname, t.typname) AS identity, s.facts, s.needs
    FROM pg_type t
    JOIN pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_type e ON e.oid = t.typelem
    LEFT JOIN pg_range r ON r.rngtypid = t.oid
    CROSS JOIN LATERAL (
      SELECT CASE WHEN t.typtype = 'b' THEN jsonb_build_object(
        'input', t.typinput::regproc::text,
        'output', t.typoutput::regproc::text,
        'length', t.typlen,
        'byValue', t.typbyval,
        'alignment', t.typalign,
        'category', t.typcategory,
        'preferred', t.typispreferred,
        'default', coalesce(pg_get_expr(t.typdefaultbin, 'pg_type'::regclass), quote_literal(t.typdefault)),
        'element', CASE WHEN t.typelem <> 0 THEN format_type(t.typelem, NULL) END,
        'delimiter', t.typdelim,
        'collatable', t.typcollation <> 0) END AS fixed) f
    CROSS JOIN LATERAL (
      -- An address that no dependency has: whatever needs the type needs all of it.
      SELECT 'shell type' AS kind, CASE WHEN t.typisdefined THEN 'pg_attribute' ELSE 'pg_type' END::regclass::oid AS class,
        jsonb_build_object('type', format('%I.%I', n.nspname, t.typname), 'becomes', t.typtype, 'fixed', f.fixed) AS facts,
        NULL::json AS needs
      WHERE t.typtype = 'b' OR r.rngcanonical <> 0 OR NOT t.typisdefined
      UNION ALL
      SELECT 'base type', 'pg_type'::regclass::oid,
        f.fixed || jsonb_build_object(
          'schema', quote_ident(n.nspname),
          'name', quote_ident(t.typname),
          'receive', ${routine('t.typreceive')},
          'send', ${routine('t.typsend')},
          'typmodIn', ${routine('t.typmodin')},
          'typmodOut', ${routine('t.typmodout')},
          'analyze', ${routine('t.typanalyze')},
          'subscript', ${routine('t.typsubscript')},
          'storage', t.typstorage),
        json_build_array(format('shell type %I.%I', n.nspname, t.typname))
      WHERE t.typtype = 'b') s
    -- The type of arrays of another comes with that.
    WHERE NOT (t.typtype = 'b' AND e.typarray IS NOT DISTINCT FROM t.oid) AND ${userSchema('n')}
      -- A shell has no address by which it could be told that it belongs to an extension.
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
    ORDER BY n.nspname, t.typname`,
};

function routine(column: string): string {
  return `nullif(${column}::regproc::text, '-')`;
}

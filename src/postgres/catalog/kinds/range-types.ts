import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Range types, each with its multirange type. */
export const rangeTypes: CatalogKind = {
  kind: 'range type',
  sql: () => `
    SELECT 'pg_type'::regclass::oid AS class, t.oid, 0 AS sub,
      format('%I.%I', n.nspname, t.typname) AS identity,
      json_build_object(
        'schema', quote_ident(n.nspname),
        'name', quote_ident(t.typname),
        'subtype', format_type(r.rngsubtype, NULL),
        'multirange', format('%I.%I', mn.nspname, m.typname),
        'operatorClass', CASE WHEN NOT o.opcdefault THEN format('%I.%I', onn.nspname, o.opcname) END,
        'collation', CASE WHEN r.rngcollation <> s.typcollation THEN format('%I.%I', cn.nspname, co.collname) END,
        'canonical', nullif(r.rngcanonical::regproc::text, '-'),
        'difference', nullif(r.rngsubdiff::regproc::text, '-')
      ) AS facts
    FROM pg_range r
    JOIN pg_type t ON t.oid = r.rngtypid
    JOIN pg_namespace n ON n.oid = t.typnamespace
    JOIN pg_type s ON s.oid = r.rngsubtype
    JOIN pg_type m ON m.oid = r.rngmultitypid
    JOIN pg_namespace mn ON mn.oid = m.typnamespace
    JOIN pg_opclass o ON o.oid = r.rngsubopc
    JOIN pg_namespace onn ON onn.oid = o.opcnamespace
    LEFT JOIN pg_collation co ON co.oid = r.rngcollation
    LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
    WHERE ${userSchema('n')}
    ORDER BY n.nspname, t.typname`,
};

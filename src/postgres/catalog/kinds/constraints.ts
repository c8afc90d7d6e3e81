import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Constraints of tables; NOT NULL is a fact of its column, and those of domains are a kind of their own. */
export const constraints: CatalogKind = {
  kind: 'constraint',
  sql: () => `
    SELECT 'pg_constraint'::regclass::oid AS class, k.oid, 0 AS sub,
      format('%I.%I.%I', n.nspname, c.relname, k.conname) AS identity,
      json_build_object(
        'table', format('%I.%I', n.nspname, c.relname),
        'name', quote_ident(k.conname),
        'type', k.contype,
        'definition', pg_get_constraintdef(k.oid),
        'valid', k.convalidated,
        'deferrable', k.condeferrable,
        'deferred', k.condeferred,
        'index', CASE WHEN i.oid IS NOT NULL AND k.contype IN ('p', 'u', 'x') THEN pg_get_indexdef(i.oid) END,
        'references', CASE WHEN k.contype = 'f' THEN format('%I.%I', rn.nspname, r.relname) END,
        'columns', (SELECT json_agg(quote_ident(a.attname) ORDER BY x.place)
          FROM unnest(k.conkey) WITH ORDINALITY AS x(attnum, place)
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.attnum),
        'local', CASE WHEN k.contype = 'c' THEN k.conislocal OR c.relispartition END
      ) AS facts,
      CASE WHEN i.oid IS NOT NULL AND k.contype IN ('p', 'u', 'x')
        THEN json_build_array(json_build_array('pg_class'::regclass::oid, i.oid)) END AS also,
      json_build_array(format('table %I.%I', n.nspname, c.relname)) AS parts
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_class i ON i.oid = k.conindid
    LEFT JOIN pg_class r ON r.oid = k.confrelid
    LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
    WHERE k.contype IN ('p', 'u', 'x', 'c', 'f')
      -- What a partition has from its parent's foreign key comes and goes with that.
      AND NOT (k.contype = 'f' AND k.conparentid <> 0)
      -- So does what a child inherits; a partition's are its own before it is attached.
      AND (k.contype <> 'c' OR k.conislocal OR c.relispartition)
      AND ${userSchema('n')}
    ORDER BY n.nspname, c.relname, k.conname`,
};

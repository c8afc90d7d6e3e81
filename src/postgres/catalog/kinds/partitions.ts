import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** That a table is a partition of another, and of what. */
export const partitions: CatalogKind = {
  kind: 'partition',
  sql: () => `
    SELECT 'pg_inherits'::regclass::oid AS class, c.oid, 0 AS sub,
      format('%I.%I', n.nspname, c.relname) AS identity,
      json_build_object(
        'table', format('%I.%I', n.nspname, c.relname),
        'parent', format('%I.%I', pn.nspname, p.relname),
        'bound', pg_get_expr(c.relpartbound, c.oid)
      ) AS facts,
      json_build_array(format('table %I.%I', pn.nspname, p.relname)) AS needs,
      (SELECT json_agg(x) FROM (
        SELECT format('column %I.%I.%I', t.nspname, t.relname, a.attname)
        FROM (VALUES (n.nspname, c.relname, c.oid), (pn.nspname, p.relname, p.oid)) AS t(nspname, relname, oid)
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT format('constraint %I.%I.%I', n.nspname, c.relname, k.conname)
        FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c') AS x(x)) AS follows,
      json_build_array(format('table %I.%I', n.nspname, c.relname)) AS parts
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_inherits i ON i.inhrelid = c.oid
    JOIN pg_class p ON p.oid = i.inhparent
    JOIN pg_namespace pn ON pn.oid = p.relnamespace
    WHERE c.relispartition AND c.relkind IN ('r', 'p', 'f') AND ${userSchema('n')}
    ORDER BY n.nspname, c.relname`,
};

import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** That an index is a part of the index of the partitioned table above. */
export const indexAttachments: CatalogKind = {
  kind: 'index attachment',
  sql: () => `
    SELECT 'pg_inherits'::regclass::oid AS class, i.oid, 0 AS sub,
      format('%I.%I', n.nspname, i.relname) AS identity,
      json_build_object(
        'index', format('%I.%I', n.nspname, i.relname),
        'parent', format('%I.%I', pn.nspname, p.relname)
      ) AS facts,
      json_build_array(
        format('partition %I.%I', n.nspname, c.relname),
        format('index %I.%I', pn.nspname, p.relname),
        format('constraint %I.%I.%I', pn.nspname, pc.relname, p.relname),
        format('index %I.%I', n.nspname, i.relname),
        format('constraint %I.%I.%I', n.nspname, c.relname, i.relname)
      ) AS parts
    FROM pg_inherits h
    JOIN pg_class i ON i.oid = h.inhrelid AND i.relkind IN ('i', 'I')
    JOIN pg_class p ON p.oid = h.inhparent
    JOIN pg_namespace n ON n.oid = i.relnamespace
    JOIN pg_namespace pn ON pn.oid = p.relnamespace
    JOIN pg_index x ON x.indexrelid = i.oid
    JOIN pg_class c ON c.oid = x.indrelid
    JOIN pg_index px ON px.indexrelid = p.oid
    JOIN pg_class pc ON pc.oid = px.indrelid
    WHERE ${userSchema('n')}
    ORDER BY n.nspname, i.relname`,
};

import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Ordinary, partitioned and foreign tables, without what can be changed by itself: columns, constraints, partitions. */
export const tables: CatalogKind = {
  kind: 'table',
  sql: () => `
    SELECT 'pg_class'::regclass::oid AS class, c.oid, 0 AS sub,
      format('%I.%I', n.nspname, c.relname) AS identity,
      json_build_object(
        'schema', quote_ident(n.nspname),
        'name', quote_ident(c.relname),
        'persistence', c.relpersistence,
        'partitionKey', pg_get_partkeydef(c.oid),
        -- The parent of a partition is its attachment's business.
        'inherits', CASE WHEN NOT c.relispartition THEN (
          SELECT json_agg(format('%I.%I', pn.nspname, p.relname) ORDER BY i.inhseqno)
          FROM pg_inherits i
          JOIN pg_class p ON p.oid = i.inhparent
          JOIN pg_namespace pn ON pn.oid = p.relnamespace
          WHERE i.inhrelid = c.oid) END,
        'accessMethod', nullif(a.amname, 'heap'),
        'options', (SELECT json_agg(o ORDER BY o) FROM unnest(c.reloptions) o),
        'toastOptions', (SELECT json_agg('toast.' || o ORDER BY o) FROM pg_class t, unnest(t.reloptions) o WHERE t.oid = c.reltoastrelid),
        'rowSecurity', c.relrowsecurity,
        'forceRowSecurity', c.relforcerowsecurity,
        'server', quote_ident(s.srvname),
        'foreignOptions', (SELECT json_agg(o ORDER BY o) FROM unnest(f.ftoptions) o)
      ) AS facts,
      json_build_array(json_build_array('pg_type'::regclass::oid, c.reltype)) AS also
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_am a ON a.oid = c.relam
    LEFT JOIN pg_foreign_table f ON f.ftrelid = c.oid
    LEFT JOIN pg_foreign_server s ON s.oid = f.ftserver
    WHERE c.relkind IN ('r', 'p', 'f') AND ${userSchema('n')}
    ORDER BY n.nspname, c.relname`,
};

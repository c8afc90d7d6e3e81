import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** What a table has of its indexes: by which rows are told apart in replication, and by which it was clustered. */
export const tableSettings: CatalogKind = {
  kind: 'replica identity',
  sql: () => `
    SELECT s.kind, 'pg_index'::regclass::oid AS class, s.oid, 0 AS sub, s.identity, s.facts, s.needs, s.parts
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_index r ON r.indrelid = c.oid AND r.indisreplident
    LEFT JOIN pg_class rc ON rc.oid = r.indexrelid
    LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisclustered
    LEFT JOIN pg_class kc ON kc.oid = k.indexrelid
    CROSS JOIN LATERAL (
      SELECT 'replica identity' AS kind, c.oid, format('%I.%I', n.nspname, c.relname) AS identity,
        json_build_object('table', format('%I.%I', n.nspname, c.relname), 'mode', c.relreplident, 'index', quote_ident(rc.relname)) AS facts,
        json_build_array('index ' || quote_ident(n.nspname) || '.' || quote_ident(rc.relname), format('constraint %I.%I.', n.nspname, c.relname) || quote_ident(rc.relname)) AS needs,
        json_build_array(format('table %I.%I', n.nspname, c.relname)) AS parts
      WHERE c.relreplident <> 'd'
      UNION ALL
      SELECT 'cluster', c.oid, format('%I.%I', n.nspname, c.relname),
        json_build_object('table', format('%I.%I', n.nspname, c.relname), 'index', quote_ident(kc.relname)),
        json_build_array('index ' || quote_ident(n.nspname) || '.' || quote_ident(kc.relname), format('constraint %I.%I.', n.nspname, c.relname) || quote_ident(kc.relname)),
        json_build_array(format('table %I.%I', n.nspname, c.relname), format('materialized view %I.%I', n.nspname, c.relname))
      WHERE kc.oid IS NOT NULL) s
    WHERE c.relkind IN ('r', 'p', 'm') AND ${userSchema('n')}
    ORDER BY n.nspname, c.relname, s.kind`,
};

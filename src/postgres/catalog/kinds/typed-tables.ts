import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** That a table has the columns of a composite type, whatever becomes of that. It can be said of any table that has them. */
export const typedTables: CatalogKind = {
  kind: 'typed table',
  sql: () => `
    SELECT 'pg_inherits'::regclass::oid AS class, c.oid, 1 AS sub,
      format('%I.%I', n.nspname, c.relname) AS identity,
      json_build_object('table', format('%I.%I', n.nspname, c.relname), 'type', format('%I.%I', tn.nspname, t.typname)) AS facts,
      json_build_array(format('composite type %I.%I', tn.nspname, t.typname)) AS needs,
      (SELECT json_agg(format('column %I.%I.%I', n.nspname, c.relname, a.attname))
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS follows,
      json_build_array(format('table %I.%I', n.nspname, c.relname)) AS parts
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_type t ON t.oid = c.reloftype
    JOIN pg_namespace tn ON tn.oid = t.typnamespace
    WHERE c.relkind IN ('r', 'p', 'f') AND ${userSchema('n')}
    ORDER BY n.nspname, c.relname`,
};

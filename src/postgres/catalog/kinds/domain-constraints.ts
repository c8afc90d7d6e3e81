import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** What domains ask of their values: CHECK, and NOT NULL, which has a name and a row of its own since version 17. */
export const domainConstraints: CatalogKind = {
  kind: 'domain constraint',
  sql: (major) => `
    SELECT k.class, k.oid, 0 AS sub,
      format('%I.%I.%I', n.nspname, t.typname, k.name) AS identity,
      json_build_object(
        'domain', format('%I.%I', n.nspname, t.typname),
        'name', quote_ident(k.name),
        'type', k.type,
        'definition', k.definition,
        'valid', k.valid
      ) AS facts,
      json_build_array(format('domain %I.%I', n.nspname, t.typname)) AS parts
    FROM pg_type t
    JOIN pg_namespace n ON n.oid = t.typnamespace
    CROSS JOIN LATERAL (
      SELECT 'pg_constraint'::regclass::oid AS class, c.oid, c.conname AS name, c.contype AS type,
        CASE c.contype WHEN 'n' THEN 'NOT NULL' ELSE pg_get_constraintdef(c.oid) END AS definition, c.convalidated AS valid
      FROM pg_constraint c
      WHERE c.contypid = t.oid${major < 17 ? unnamed : ''}) k
    WHERE t.typtype = 'd' AND ${userSchema('n')}
    ORDER BY n.nspname, t.typname, k.name`,
};

/** As if it had the name that it gets since. No address of `pg_depend` is of `pg_attribute`. */
const unnamed = `
      UNION ALL
      SELECT 'pg_attribute'::regclass, t.oid, left(t.typname || '_not_null', 63)::name, 'n', 'NOT NULL', true
      WHERE t.typnotnull`;

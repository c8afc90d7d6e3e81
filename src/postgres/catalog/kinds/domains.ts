import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Domains, without their constraints. */
export const domains: CatalogKind = {
  kind: 'domain',
  sql: () => `
    SELECT 'pg_type'::regclass::oid AS class, t.oid, 0 AS sub,
      format('%I.%I', n.nspname, t.typname) AS identity,
      json_build_object(
        'schema', quote_ident(n.nspname),
        'name', quote_ident(t.typname),
        'type', format_type(t.typbasetype, t.typtypmod),
        'collation', CASE WHEN t.typcollation <> b.typcollation THEN format('%I.%I', cn.nspname, co.collname) END,
        'default', pg_get_expr(t.typdefaultbin, 'pg_type'::regclass),
        -- What all values were checked for, as some can only be checked when they come; see its constraints.
        'checks', (
          SELECT json_object_agg(k.conname, pg_get_constraintdef(k.oid) ORDER BY k.conname)
          FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c' AND k.convalidated),
        'notNull', t.typnotnull
      ) AS facts
    FROM pg_type t
    JOIN pg_namespace n ON n.oid = t.typnamespace
    JOIN pg_type b ON b.oid = t.typbasetype
    LEFT JOIN pg_collation co ON co.oid = t.typcollation
    LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
    WHERE t.typtype = 'd' AND ${userSchema('n')}
    ORDER BY n.nspname, t.typname`,
};

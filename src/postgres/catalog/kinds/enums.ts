import { type CatalogKind, userSchema } from '../catalog-kind.ts';

export const enums: CatalogKind = {
  kind: 'enum',
  sql: () => `
    SELECT 'pg_type'::regclass::oid AS class, t.oid, 0 AS sub,
      format('%I.%I', n.nspname, t.typname) AS identity,
      json_build_object(
        'schema', quote_ident(n.nspname),
        'name', quote_ident(t.typname),
        'labels', coalesce((SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), '[]')
      ) AS facts
    FROM pg_type t
    JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typtype = 'e' AND ${userSchema('n')}
    ORDER BY n.nspname, t.typname`,
};

import { type CatalogKind, userSchema } from '../catalog-kind.ts';

export const policies: CatalogKind = {
  kind: 'policy',
  sql: () => `
    SELECT 'pg_policy'::regclass::oid AS class, p.oid, 0 AS sub,
      format('%I.%I.%I', n.nspname, c.relname, p.polname) AS identity,
      json_build_object(
        'table', format('%I.%I', n.nspname, c.relname),
        'name', quote_ident(p.polname),
        'permissive', p.polpermissive,
        'command', p.polcmd,
        'roles', (SELECT json_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END ORDER BY 1) FROM unnest(p.polroles) r),
        'using', pg_get_expr(p.polqual, p.polrelid),
        'check', pg_get_expr(p.polwithcheck, p.polrelid)
      ) AS facts,
      json_build_array(format('table %I.%I', n.nspname, c.relname)) AS parts
    FROM pg_policy p
    JOIN pg_class c ON c.oid = p.polrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${userSchema('n')}
    ORDER BY n.nspname, c.relname, p.polname`,
};

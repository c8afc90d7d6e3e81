import { type CatalogKind, userSchema } from '../catalog-kind.ts';

export const textSearchTemplates: CatalogKind = {
  kind: 'text search template',
  sql: () => `
    SELECT 'pg_ts_template'::regclass::oid AS class, t.oid, 0 AS sub,
      format('%I.%I', n.nspname, t.tmplname) AS identity,
      json_build_object(
        'name', format('%I.%I', n.nspname, t.tmplname),
        'init', nullif(t.tmplinit::regproc::text, '-'),
        'lexize', t.tmpllexize::regproc::text
      ) AS facts
    FROM pg_ts_template t
    JOIN pg_namespace n ON n.oid = t.tmplnamespace
    WHERE ${userSchema('n')}
    ORDER BY n.nspname, t.tmplname`,
};

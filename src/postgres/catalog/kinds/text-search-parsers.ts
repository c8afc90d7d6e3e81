import { type CatalogKind, userSchema } from '../catalog-kind.ts';

export const textSearchParsers: CatalogKind = {
  kind: 'text search parser',
  sql: () => `
    SELECT 'pg_ts_parser'::regclass::oid AS class, p.oid, 0 AS sub,
      format('%I.%I', n.nspname, p.prsname) AS identity,
      json_build_object(
        'name', format('%I.%I', n.nspname, p.prsname),
        'start', p.prsstart::regproc::text,
        'token', p.prstoken::regproc::text,
        'end', p.prsend::regproc::text,
        'headline', nullif(p.prsheadline::regproc::text, '-'),
        'types', p.prslextype::regproc::text
      ) AS facts
    FROM pg_ts_parser p
    JOIN pg_namespace n ON n.oid = p.prsnamespace
    WHERE ${userSchema('n')}
    ORDER BY n.nspname, p.prsname`,
};

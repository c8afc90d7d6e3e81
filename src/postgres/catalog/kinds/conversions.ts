import { type CatalogKind, userSchema } from '../catalog-kind.ts';

export const conversions: CatalogKind = {
  kind: 'conversion',
  sql: () => `
    SELECT 'pg_conversion'::regclass::oid AS class, c.oid, 0 AS sub,
      format('%I.%I', n.nspname, c.conname) AS identity,
      json_build_object(
        'name', format('%I.%I', n.nspname, c.conname),
        'default', c.condefault,
        'from', pg_encoding_to_char(c.conforencoding),
        'to', pg_encoding_to_char(c.contoencoding),
        'function', c.conproc::regproc::text
      ) AS facts
    FROM pg_conversion c
    JOIN pg_namespace n ON n.oid = c.connamespace
    WHERE ${userSchema('n')}
    ORDER BY n.nspname, c.conname`,
};

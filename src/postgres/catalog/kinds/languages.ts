import type { CatalogKind } from '../catalog-kind.ts';

/** Procedural languages that somebody made by hand; most come with an extension. */
export const languages: CatalogKind = {
  kind: 'language',
  sql: () => `
    SELECT 'pg_language'::regclass::oid AS class, l.oid, 0 AS sub,
      quote_ident(l.lanname) AS identity,
      json_build_object(
        'name', quote_ident(l.lanname),
        'trusted', l.lanpltrusted,
        'handler', l.lanplcallfoid::regproc::text,
        'inline', nullif(l.laninline::regproc::text, '-'),
        'validator', nullif(l.lanvalidator::regproc::text, '-')
      ) AS facts
    FROM pg_language l
    WHERE l.lanispl AND l.oid >= 16384
    ORDER BY l.lanname`,
};

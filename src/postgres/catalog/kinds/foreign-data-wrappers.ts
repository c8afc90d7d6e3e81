import type { CatalogKind } from '../catalog-kind.ts';

export const foreignDataWrappers: CatalogKind = {
  kind: 'foreign data wrapper',
  sql: () => `
    SELECT 'pg_foreign_data_wrapper'::regclass::oid AS class, w.oid, 0 AS sub,
      quote_ident(w.fdwname) AS identity,
      json_build_object(
        'name', quote_ident(w.fdwname),
        'handler', nullif(w.fdwhandler::regproc::text, '-'),
        'validator', nullif(w.fdwvalidator::regproc::text, '-'),
        'options', (SELECT json_agg(o ORDER BY o) FROM unnest(w.fdwoptions) o)
      ) AS facts
    FROM pg_foreign_data_wrapper w
    ORDER BY w.fdwname`,
};

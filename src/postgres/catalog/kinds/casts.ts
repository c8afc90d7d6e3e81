import type { CatalogKind } from '../catalog-kind.ts';

/** Casts, which belong to no schema: those that the server does not bring. */
export const casts: CatalogKind = {
  kind: 'cast',
  sql: () => `
    SELECT 'pg_cast'::regclass::oid AS class, c.oid, 0 AS sub,
      x.identity,
      json_build_object(
        'name', x.identity,
        'method', c.castmethod,
        'function', CASE WHEN c.castfunc <> 0 THEN c.castfunc::regprocedure::text END,
        'context', c.castcontext
      ) AS facts
    FROM pg_cast c
    CROSS JOIN LATERAL (
      SELECT format('(%s AS %s)', format_type(c.castsource, NULL), format_type(c.casttarget, NULL)) AS identity) x
    WHERE c.oid >= 16384
      -- That of a range type to its multiranges comes with it.
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'i')
    ORDER BY x.identity`,
};

import type { CatalogKind } from '../catalog-kind.ts';

export const eventTriggers: CatalogKind = {
  kind: 'event trigger',
  sql: () => `
    SELECT 'pg_event_trigger'::regclass::oid AS class, e.oid, 0 AS sub,
      quote_ident(e.evtname) AS identity,
      json_build_object(
        'name', quote_ident(e.evtname),
        'event', e.evtevent,
        'tags', (SELECT json_agg(t ORDER BY t) FROM unnest(e.evttags) t),
        'function', e.evtfoid::regproc::text,
        'enabled', e.evtenabled
      ) AS facts
    FROM pg_event_trigger e
    ORDER BY e.evtname`,
};

import type { CatalogKind } from '../catalog-kind.ts';

/** Whether all columns can be read; to ask for one that cannot is an error. */
export const canReadSubscriptions = `has_column_privilege('pg_subscription', 'subconninfo', 'SELECT')`;

/** Subscriptions of this database. Only superusers may see where they connect to. */
export const subscriptions: CatalogKind = {
  kind: 'subscription',
  when: canReadSubscriptions,
  sql: (major) => `
    SELECT 'pg_subscription'::regclass::oid AS class, s.oid, 0 AS sub,
      quote_ident(s.subname) AS identity,
      json_build_object(
        'name', quote_ident(s.subname),
        'connection', s.subconninfo,
        'publications', (SELECT json_agg(quote_ident(p) ORDER BY place) FROM unnest(s.subpublications) WITH ORDINALITY AS x(p, place)),
        'slot', s.subslotname,
        'synchronousCommit', s.subsynccommit,
        'binary', s.subbinary,
        'streaming', ${major >= 16 ? "CASE s.substream WHEN 'f' THEN 'off' WHEN 't' THEN 'on' ELSE 'parallel' END" : "CASE WHEN s.substream THEN 'on' ELSE 'off' END"},
        'twoPhase', ${major >= 15 ? "s.subtwophasestate <> 'd'" : 'NULL'},
        'disableOnError', ${major >= 15 ? 's.subdisableonerr' : 'NULL'},
        'passwordRequired', ${major >= 16 ? 's.subpasswordrequired' : 'NULL'},
        'runAsOwner', ${major >= 16 ? 's.subrunasowner' : 'NULL'},
        'origin', ${major >= 16 ? 's.suborigin' : 'NULL'},
        'failover', ${major >= 17 ? 's.subfailover' : 'NULL'}
      ) AS facts
    FROM pg_subscription s
    WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    ORDER BY s.subname`,
};

import { canReadSubscriptions } from './kinds/subscriptions.ts';
import { hiddenOptions } from './kinds/user-mappings.ts';

/** What a database can have and no kind reads, counted: it is named, never skipped in silence. */
export const unsupportedSql: string = `
  SELECT kind, count(*)::int AS count FROM (
    SELECT 'security label' AS kind FROM pg_seclabel x
    WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = x.classoid AND d.objid = x.objoid AND d.deptype = 'e')
    UNION ALL
    SELECT 'subscription' FROM pg_subscription
    WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND NOT ${canReadSubscriptions}
    UNION ALL
    SELECT 'options of a user mapping' FROM pg_user_mappings m
    JOIN pg_foreign_server s ON s.oid = m.srvid
    WHERE ${hiddenOptions}
  ) x
  GROUP BY kind
  ORDER BY kind`;

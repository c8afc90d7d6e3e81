import { userSchema } from './catalog-kind.ts';
import { canReadSubscriptions } from './kinds/subscriptions.ts';
import { hiddenOptions } from './kinds/user-mappings.ts';

/** What a database can have and no kind reads, counted: it is named, never skipped in silence. */
export const unsupportedSql: string = `
  SELECT kind, count(*)::int AS count FROM (
    SELECT 'security label' AS kind FROM pg_seclabel x
    WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = x.classoid AND d.objid = x.objoid AND d.deptype = 'e')
    UNION ALL
    SELECT 'tablespace of a relation' FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.reltablespace <> 0 AND ${userSchema('n')}
    UNION ALL
    SELECT 'right on what an extension brought' FROM (
      SELECT 'pg_class'::regclass AS class, oid, relacl AS acl FROM pg_class
      UNION ALL SELECT 'pg_proc'::regclass, oid, proacl FROM pg_proc
      UNION ALL SELECT 'pg_type'::regclass, oid, typacl FROM pg_type
      UNION ALL SELECT 'pg_namespace'::regclass, oid, nspacl FROM pg_namespace
      UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid, fdwacl FROM pg_foreign_data_wrapper) x
    JOIN pg_depend d ON d.classid = x.class AND d.objid = x.oid AND d.deptype = 'e'
    LEFT JOIN pg_init_privs i ON i.classoid = x.class AND i.objoid = x.oid AND i.objsubid = 0
    WHERE x.acl IS NOT NULL AND (i.initprivs IS NULL OR NOT (x.acl @> i.initprivs AND i.initprivs @> x.acl))
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

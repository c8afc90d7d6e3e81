import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** That the copy of a trigger which a partition has is enabled otherwise than the trigger. */
export const triggerStates: CatalogKind = {
  kind: 'trigger state',
  sql: () => `
    SELECT 'pg_inherits'::regclass::oid AS class, t.oid, 2 AS sub,
      format('%I.%I.%I', n.nspname, c.relname, t.tgname) AS identity,
      json_build_object(
        'table', format('%I.%I', n.nspname, c.relname),
        'name', quote_ident(t.tgname),
        'enabled', t.tgenabled,
        'usual', p.tgenabled
      ) AS facts,
      json_build_array(format('trigger %I.%I.%I', rn.nspname, r.relname, t.tgname), format('partition %I.%I', n.nspname, c.relname)) AS parts
    FROM pg_trigger t
    JOIN pg_trigger p ON p.oid = t.tgparentid
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    -- The one that somebody made is on the topmost table.
    CROSS JOIN LATERAL (SELECT relid FROM pg_partition_ancestors(c.oid) WITH ORDINALITY AS a(relid, place) ORDER BY place DESC) a
    JOIN pg_trigger rt ON rt.tgrelid = a.relid AND rt.tgname = t.tgname AND rt.tgparentid = 0
    JOIN pg_class r ON r.oid = a.relid
    JOIN pg_namespace rn ON rn.oid = r.relnamespace
    WHERE NOT t.tgisinternal AND t.tgenabled <> p.tgenabled AND ${userSchema('n')}
    ORDER BY n.nspname, c.relname, t.tgname`,
};

import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Triggers that somebody made: neither those of foreign keys, nor the copies that partitions have. */
export const triggers: CatalogKind = {
  kind: 'trigger',
  sql: () => `
    SELECT 'pg_trigger'::regclass::oid AS class, t.oid, 0 AS sub,
      format('%I.%I.%I', n.nspname, c.relname, t.tgname) AS identity,
      json_build_object(
        'table', format('%I.%I', n.nspname, c.relname),
        'name', quote_ident(t.tgname),
        'definition', pg_get_triggerdef(t.oid),
        'constraint', t.tgconstraint <> 0,
        'enabled', t.tgenabled
      ) AS facts,
      CASE WHEN t.tgconstraint <> 0
        THEN json_build_array(json_build_array('pg_constraint'::regclass::oid, t.tgconstraint)) END AS also,
      json_build_array(format('table %I.%I', n.nspname, c.relname), format('view %I.%I', n.nspname, c.relname)) AS parts
    FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND ${userSchema('n')}
    ORDER BY n.nspname, c.relname, t.tgname`,
};

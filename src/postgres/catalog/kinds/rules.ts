import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Rewrite rules, without the one inside of every view. */
export const rules: CatalogKind = {
  kind: 'rule',
  sql: () => `
    SELECT 'pg_rewrite'::regclass::oid AS class, r.oid, 0 AS sub,
      format('%I.%I.%I', n.nspname, c.relname, r.rulename) AS identity,
      json_build_object(
        'table', format('%I.%I', n.nspname, c.relname),
        'name', quote_ident(r.rulename),
        'definition', pg_get_ruledef(r.oid),
        'enabled', r.ev_enabled
      ) AS facts,
      json_build_array(format('table %I.%I', n.nspname, c.relname), format('view %I.%I', n.nspname, c.relname)) AS parts
    FROM pg_rewrite r
    JOIN pg_class c ON c.oid = r.ev_class
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE r.rulename <> '_RETURN' AND ${userSchema('n')}
    ORDER BY n.nspname, c.relname, r.rulename`,
};

import type { Check } from '../check.ts';
import { exposedRoles, isShared } from '../exposed-roles.ts';
import { notOfExtension } from '../own-objects.ts';
import { userSchema } from '../../../postgres/catalog/catalog-kind.ts';

/** Views that others may ask, and that read past the row security of the tables behind them. */
export const securityDefinerView: Check = {
  id: 'security-definer-view',
  group: 'security',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(({ view, owner, tables, exposed }) => ({
      subject: `view ${view}`,
      severity: exposed ? 'error' : 'warning',
      title: `view ${view} reads ${tables.join(', ')} as ${owner}, past the row security there`,
      fix:
        database.major >= 15
          ? `Let ${view} read with the rights of who asks it: security_invoker.`
          : `Put the conditions of the policies into ${view}, or give it to an owner that they hold for.`,
      ...(database.major >= 15 ? { sql: `ALTER VIEW ${view} SET (security_invoker = true)` } : {}),
      evidence: { owner, tables: tables.join(', ') },
    }));
  },
};

interface Row {
  readonly view: string;
  readonly owner: string;
  readonly tables: readonly string[];
  /** Requests from outside reach it. */
  readonly exposed: boolean;
}

/**
 * A view reads as its owner, who passes row security as a superuser, with BYPASSRLS, or as the owner of a table that does not
 * force it. A view that another view reads does so as that view's reader; the first one that is asked is found itself.
 */
const sql = `
  WITH v AS (
    SELECT c.oid, c.relowner, c.relacl, format('%I.%I', n.nspname, c.relname) AS view, c.relnamespace
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'v' AND ${userSchema('n')} AND ${notOfExtension('pg_class', 'c.oid')} AND ${isShared('c')}
      AND NOT EXISTS (
        SELECT FROM pg_options_to_table(c.reloptions) o
        WHERE o.option_name = 'security_invoker' AND o.option_value IN ('true', 'on', '1', 'yes')))
  SELECT v.view, r.rolname AS owner, past.tables,
    EXISTS (SELECT FROM aclexplode(v.relacl) x WHERE x.grantee = 0)
      OR EXISTS (
        SELECT FROM ${exposedRoles} e WHERE e.oid <> v.relowner AND has_table_privilege(e.oid, v.oid, 'SELECT')) AS exposed
  FROM v
  JOIN pg_roles r ON r.oid = v.relowner
  CROSS JOIN LATERAL (
    SELECT array_agg(DISTINCT format('%I.%I', n.nspname, t.relname)) AS tables
    FROM pg_rewrite w
    JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass
    JOIN pg_class t ON t.oid = d.refobjid AND t.relrowsecurity
    JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE w.ev_class = v.oid
      AND (r.rolsuper OR r.rolbypassrls OR (t.relowner = v.relowner AND NOT t.relforcerowsecurity))) past
  WHERE past.tables IS NOT NULL
  ORDER BY 1`;

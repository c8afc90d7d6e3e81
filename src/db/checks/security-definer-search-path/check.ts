import { userSchema } from '../../../postgres/catalog/catalog-kind.ts';
import type { Check } from '../check.ts';
import { notOfExtension } from '../own-objects.ts';

/** Functions that run with their owner's rights, and find tables and functions where the caller says. */
export const securityDefinerSearchPath: Check = {
  id: 'security-definer-search-path',
  group: 'security',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(({ routine, kind, owner, powerful, schema, anybody }) => ({
      subject: `${kind} ${routine}`,
      severity: powerful ? 'error' : 'warning',
      title: `${kind} ${routine} runs as ${owner}${powerful ? ', a superuser,' : ''} with the search_path of its caller, ${anybody ? 'who may be anybody' : 'who is another role'}`,
      fix: `Fix what it means by names: ALTER ${kind.toUpperCase()} ${routine} SET search_path = ${schema}, pg_temp.`,
      evidence: { owner, callable_by: anybody ? 'PUBLIC' : 'some roles' },
    }));
  },
};

interface Row {
  readonly routine: string;
  readonly kind: 'function' | 'procedure';
  readonly owner: string;
  readonly powerful: boolean;
  readonly schema: string;
  readonly anybody: boolean;
}

/**
 * C takes no names from the path, and a body that was parsed when the function was made (BEGIN ATOMIC, RETURN) has none left.
 * Without a list of rights everybody may call it.
 */
const sql = `
  SELECT format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) AS routine,
    CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind, r.rolname AS owner, r.rolsuper AS powerful,
    quote_ident(n.nspname) AS schema,
    p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) x WHERE x.grantee = 0) AS anybody
  FROM pg_proc p
  JOIN pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_language l ON l.oid = p.prolang
  JOIN pg_roles r ON r.oid = p.proowner
  WHERE p.prosecdef AND ${userSchema('n')} AND ${notOfExtension('pg_proc', 'p.oid')}
    AND l.lanname NOT IN ('c', 'internal') AND p.prosqlbody IS NULL
    AND NOT EXISTS (SELECT FROM unnest(p.proconfig) setting WHERE setting LIKE 'search_path=%')
    AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) x WHERE x.grantee <> p.proowner))
  ORDER BY 1`;

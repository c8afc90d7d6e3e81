import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Functions (window functions too) and procedures; aggregates are a kind of their own. */
export const functions: CatalogKind = {
  kind: 'function',
  sql: () => `
    SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind,
      'pg_proc'::regclass::oid AS class, p.oid, 0 AS sub,
      format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) AS identity,
      json_build_object(
        'schema', quote_ident(n.nspname),
        'name', quote_ident(p.proname),
        'signature', format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)),
        'arguments', pg_get_function_arguments(p.oid),
        'argumentNames', p.proargnames,
        'argumentModes', p.proargmodes,
        'argumentTypes', p.proallargtypes::regtype[]::text[],
        'defaults', p.pronargdefaults,
        'result', pg_get_function_result(p.oid),
        'language', l.lanname,
        'kind', p.prokind,
        'definition', pg_get_functiondef(p.oid)
      ) AS facts
    FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace
    JOIN pg_language l ON l.oid = p.prolang
    WHERE p.prokind <> 'a' AND ${userSchema('n')}
      -- Range types bring the functions that make ranges.
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
    ORDER BY n.nspname, p.proname, 5`,
};

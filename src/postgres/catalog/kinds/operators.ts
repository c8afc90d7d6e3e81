import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Operators, without those that are only a name because another has them as its commutator or negator. */
export const operators: CatalogKind = {
  kind: 'operator',
  sql: () => `
    SELECT 'pg_operator'::regclass::oid AS class, o.oid, 0 AS sub,
      x.identity,
      json_build_object(
        'name', format('%I.%s', n.nspname, o.oprname),
        'signature', x.identity,
        'left', CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END,
        'right', CASE WHEN o.oprright <> 0 THEN format_type(o.oprright, NULL) END,
        'function', o.oprcode::regproc::text,
        'commutator', CASE WHEN c.oid IS NOT NULL THEN format('OPERATOR(%I.%s)', cn.nspname, c.oprname) END,
        'negator', CASE WHEN g.oid IS NOT NULL THEN format('OPERATOR(%I.%s)', gn.nspname, g.oprname) END,
        'restrict', nullif(o.oprrest::regproc::text, '-'),
        'join', nullif(o.oprjoin::regproc::text, '-'),
        'hashes', o.oprcanhash,
        'merges', o.oprcanmerge
      ) AS facts
    FROM pg_operator o
    JOIN pg_namespace n ON n.oid = o.oprnamespace
    LEFT JOIN pg_operator c ON c.oid = o.oprcom
    LEFT JOIN pg_namespace cn ON cn.oid = c.oprnamespace
    LEFT JOIN pg_operator g ON g.oid = o.oprnegate
    LEFT JOIN pg_namespace gn ON gn.oid = g.oprnamespace
    CROSS JOIN LATERAL (
      SELECT format('%I.%s (%s, %s)', n.nspname, o.oprname,
        CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END,
        CASE WHEN o.oprright = 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END) AS identity) x
    WHERE o.oprcode <> 0 AND ${userSchema('n')}
    ORDER BY x.identity`,
};

/**
 * The rights on each object that has not just those it was born with: all of them, and those. A right is
 * `[grantee, privilege, with grant option]`.
 */
export const grantsSql: string = `
  SELECT x.class::oid, x.oid, x.sub, quote_ident(x.attname) AS "column",
    -- The sequence of an identity column is part of that, with rights of its own. So is the type of a table's rows.
    CASE WHEN i.objid IS NOT NULL THEN 'SEQUENCE ' || x.oid::regclass WHEN t.oid IS NOT NULL THEN 'TYPE ' || t.oid::regtype END AS "on",
    ${exploded('x.acl')} AS actual,
    ${exploded('x.initial')} AS initial
  FROM (
    SELECT 'pg_class'::regclass AS class, oid, 0 AS sub, NULL::name AS attname, relacl AS acl,
      acldefault(CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, relowner) AS initial
    FROM pg_class WHERE relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
    UNION ALL
    SELECT 'pg_class'::regclass, attrelid, attnum, attname, attacl, acldefault('c', c.relowner)
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT 'pg_proc'::regclass, oid, 0, NULL, proacl, acldefault('f', proowner) FROM pg_proc
    UNION ALL
    SELECT 'pg_namespace'::regclass, oid, 0, NULL, nspacl, acldefault('n', nspowner) FROM pg_namespace
    UNION ALL
    -- Those on the type of multiranges are the business of the server: nobody can change them.
    SELECT 'pg_type'::regclass, oid, 0, NULL, typacl, acldefault('T', typowner) FROM pg_type WHERE typtype <> 'm'
    UNION ALL
    SELECT 'pg_language'::regclass, oid, 0, NULL, lanacl, acldefault('l', lanowner) FROM pg_language
    UNION ALL
    SELECT 'pg_foreign_data_wrapper'::regclass, oid, 0, NULL, fdwacl, acldefault('F', fdwowner) FROM pg_foreign_data_wrapper
    UNION ALL
    SELECT 'pg_foreign_server'::regclass, oid, 0, NULL, srvacl, acldefault('S', srvowner) FROM pg_foreign_server
  ) x
  LEFT JOIN pg_depend i ON x.class = 'pg_class'::regclass AND i.classid = x.class AND i.objid = x.oid AND i.objsubid = 0 AND i.deptype = 'i'
    AND x.sub = 0 AND i.refclassid = 'pg_class'::regclass AND i.refobjsubid > 0
  LEFT JOIN pg_type t ON x.class = 'pg_type'::regclass AND t.oid = x.oid AND t.typtype = 'c'
    AND EXISTS (SELECT FROM pg_class r WHERE r.oid = t.typrelid AND r.relkind <> 'c')
  WHERE x.acl IS NOT NULL AND (x.oid >= 16384 OR x.class = 'pg_namespace'::regclass)`;

function exploded(acl: string): string {
  return `(SELECT coalesce(json_agg(json_build_array(
      CASE e.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(e.grantee)) END, e.privilege_type, e.is_grantable)
      ORDER BY e.privilege_type), '[]') FROM aclexplode(${acl}) e)`;
}

/**
 * Every comment, by the address of what it is on. Some things are parts of others, and have comments of their own all the
 * same: `on` then says what. Those are the NOT NULL constraints of columns, indexes of constraints, sequences of identity
 * columns, and the rest hardly ever: types of rows, and the constraints of constraint triggers.
 */
export const commentsSql = `
  SELECT CASE WHEN k.oid IS NULL THEN d.classoid ELSE 'pg_class'::regclass::oid END AS class, coalesce(k.conrelid, d.objoid) AS oid,
    coalesce(k.conkey[1], d.objsubid)::int AS sub, quote_ident(a.attname) AS "column",
    json_build_object('text', d.description, 'on', CASE
      WHEN k.oid IS NOT NULL THEN format('CONSTRAINT %I ON %I.%I', k.conname, kn.nspname, kc.relname)
      WHEN c.relkind IN ('i', 'I') AND EXISTS (SELECT FROM pg_constraint x WHERE x.conindid = c.oid AND x.contype IN ('p', 'u', 'x'))
        THEN format('INDEX %I.%I', cn.nspname, c.relname)
      WHEN i.objid IS NOT NULL THEN format('SEQUENCE %I.%I', cn.nspname, c.relname)
      WHEN t.oid IS NOT NULL THEN 'TYPE ' || t.oid::regtype
      WHEN kt.oid IS NOT NULL THEN format('CONSTRAINT %I ON %s', kt.conname, kt.conrelid::regclass) END) AS facts
  FROM pg_description d
  LEFT JOIN pg_constraint k ON d.classoid = 'pg_constraint'::regclass AND k.oid = d.objoid AND k.contype = 'n' AND k.conrelid <> 0
  LEFT JOIN pg_class kc ON kc.oid = k.conrelid
  LEFT JOIN pg_namespace kn ON kn.oid = kc.relnamespace
  LEFT JOIN pg_class c ON d.classoid = 'pg_class'::regclass AND d.objsubid = 0 AND c.oid = d.objoid
  LEFT JOIN pg_namespace cn ON cn.oid = c.relnamespace
  LEFT JOIN pg_depend i ON c.relkind = 'S' AND i.classid = 'pg_class'::regclass AND i.objid = c.oid AND i.deptype = 'i'
  LEFT JOIN pg_type t ON d.classoid = 'pg_type'::regclass AND t.oid = d.objoid AND t.typtype = 'c'
    AND EXISTS (SELECT FROM pg_class r WHERE r.oid = t.typrelid AND r.relkind <> 'c')
  LEFT JOIN pg_constraint kt ON d.classoid = 'pg_constraint'::regclass AND kt.oid = d.objoid AND kt.contype = 't'
  LEFT JOIN pg_attribute a ON d.classoid = 'pg_class'::regclass AND d.objsubid > 0 AND a.attrelid = d.objoid AND a.attnum = d.objsubid
  WHERE d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass`;

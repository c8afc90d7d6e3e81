/** Every comment, by the address of what it is on. */
export const commentsSql = `
  SELECT d.classoid AS class, d.objoid AS oid, d.objsubid AS sub, quote_ident(a.attname) AS "column",
    json_build_object('text', d.description) AS facts
  FROM pg_description d
  LEFT JOIN pg_attribute a ON d.classoid = 'pg_class'::regclass AND d.objsubid > 0 AND a.attrelid = d.objoid AND a.attnum = d.objsubid
  WHERE d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass`;

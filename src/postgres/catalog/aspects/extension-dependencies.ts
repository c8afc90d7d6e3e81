/** Who goes with an extension that did not bring it, because somebody said so. */
export const extensionDependenciesSql = `
  SELECT d.classid AS class, d.objid AS oid, 0 AS sub, NULL AS "column", json_build_object('extension', quote_ident(e.extname)) AS facts
  FROM pg_depend d
  JOIN pg_extension e ON e.oid = d.refobjid
  WHERE d.deptype = 'x' AND d.refclassid = 'pg_extension'::regclass`;

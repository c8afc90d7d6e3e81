/**
 * Who needs whom, as addresses, without what belongs to an extension or to the server. Who needs a function that is a part
 * of a range type needs that.
 */
export const dependenciesSql = `
  SELECT d.classid AS class, d.objid AS oid, d.objsubid AS sub, coalesce(i.refclassid, d.refclassid) AS "refClass",
    coalesce(i.refobjid, d.refobjid) AS "refOid", coalesce(i.refobjsubid, d.refobjsubid) AS "refSub", d.deptype AS type
  FROM pg_depend d
  LEFT JOIN pg_depend i ON d.refclassid = 'pg_proc'::regclass AND i.classid = d.refclassid AND i.objid = d.refobjid AND i.deptype = 'i'
  WHERE d.deptype IN ('n', 'a', 'i', 'P', 'S') AND d.objid >= 16384
    AND (d.refobjid >= 16384 OR d.refclassid = 'pg_namespace'::regclass)`;

/** What belongs to extensions. */
export const membersSql = `
  SELECT d.classid AS class, d.objid AS oid, 'extension ' || quote_ident(e.extname) AS id
  FROM pg_depend d
  JOIN pg_extension e ON e.oid = d.refobjid
  WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass`;

/** Types that stand for another: of arrays for their elements, of multiranges for their ranges. */
export const typeAliasesSql = `
  SELECT t.typarray AS alias, t.oid AS type FROM pg_type t WHERE t.typarray >= 16384
  UNION ALL
  SELECT m.oid, r.rngtypid FROM pg_range r JOIN pg_type m ON m.oid = r.rngmultitypid WHERE m.oid >= 16384
  UNION ALL
  SELECT m.typarray, r.rngtypid FROM pg_range r JOIN pg_type m ON m.oid = r.rngmultitypid WHERE m.typarray >= 16384`;

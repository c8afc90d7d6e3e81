/** All dependencies in one row: the first of each list make up the first. There are more of them than of all else. */
export interface DependencyLists {
  readonly class: readonly number[];
  readonly oid: readonly number[];
  readonly sub: readonly number[];
  readonly refClass: readonly number[];
  readonly refOid: readonly number[];
  readonly refSub: readonly number[];
  readonly type: readonly string[];
}

/**
 * Who needs whom, as addresses, without what belongs to an extension or to the server. Who needs a function that is a part
 * of a range type needs that.
 */
export const dependenciesSql: string = `
  SELECT ${lists({
    class: 'd.classid::int8',
    oid: 'd.objid::int8',
    sub: 'd.objsubid',
    refClass: 'coalesce(i.refclassid, d.refclassid)::int8',
    refOid: 'coalesce(i.refobjid, d.refobjid)::int8',
    refSub: 'coalesce(i.refobjsubid, d.refobjsubid)',
    type: 'd.deptype',
  })}
  FROM pg_depend d
  -- Looked for only where there can be one, which OFFSET keeps the planner from changing.
  LEFT JOIN LATERAL (
    SELECT i.refclassid, i.refobjid, i.refobjsubid
    FROM pg_depend i
    WHERE d.refclassid = 'pg_proc'::regclass AND i.classid = d.refclassid AND i.objid = d.refobjid AND i.deptype = 'i'
    OFFSET 0) i ON true
  WHERE d.deptype IN ('n', 'a', 'i', 'P', 'S') AND d.objid >= 16384
    AND (d.refobjid >= 16384 OR d.refclassid = 'pg_namespace'::regclass)`;

function lists(columns: { readonly [name in keyof DependencyLists]: string }): string {
  return Object.entries(columns)
    .map(([name, value]) => `coalesce(json_agg(${value}), '[]') AS "${name}"`)
    .join(',\n    ');
}

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

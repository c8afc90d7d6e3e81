import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Operators and functions that are in an operator family by themselves, and not as parts of a class. */
export const operatorFamilyMembers: CatalogKind = {
  kind: 'operator family member',
  sql: () => `
    SELECT m.class, m.oid, 0 AS sub,
      format('%s %s', x.family, m.place) AS identity,
      json_build_object('family', x.family, 'place', m.place, 'definition', m.definition) AS facts,
      json_build_array('operator family ' || x.family) AS parts
    FROM (${familyMembersSql}) m
    -- Classes have members by internal dependencies; whatever is tied to the family is its own.
    JOIN pg_depend d ON d.classid = m.class AND d.objid = m.oid AND d.refclassid = 'pg_opfamily'::regclass AND d.refobjid = m.family
    JOIN pg_opfamily f ON f.oid = m.family
    JOIN pg_namespace n ON n.oid = f.opfnamespace
    JOIN pg_am a ON a.oid = f.opfmethod
    CROSS JOIN LATERAL (SELECT format('%I.%I USING %I', n.nspname, f.opfname, a.amname) AS family) x
    WHERE ${userSchema('n')}
    ORDER BY x.family, m.class, m.number, m.place`,
};

/**
 * The members of families that no extension brought: `place` is what they are called when they are dropped, `definition` how
 * they are added.
 */
export const familyMembersSql: string = `
      SELECT 'pg_amop'::regclass::oid AS class, o.oid, o.amopfamily AS family, o.amopstrategy AS number,
        format('OPERATOR %s (%s, %s)', o.amopstrategy, format_type(o.amoplefttype, NULL), format_type(o.amoprighttype, NULL)) AS place,
        format('OPERATOR %s %s%s', o.amopstrategy, o.amopopr::regoperator, CASE WHEN o.amopsortfamily <> 0 THEN
          (SELECT format(' FOR ORDER BY %I.%I', sn.nspname, s.opfname)
          FROM pg_opfamily s JOIN pg_namespace sn ON sn.oid = s.opfnamespace WHERE s.oid = o.amopsortfamily) END) AS definition
      FROM pg_amop o
      WHERE ${isOwn('pg_amop', 'o')}
      UNION ALL
      SELECT 'pg_amproc'::regclass, p.oid, p.amprocfamily, p.amprocnum,
        format('FUNCTION %s (%s, %s)', p.amprocnum, format_type(p.amproclefttype, NULL), format_type(p.amprocrighttype, NULL)),
        format('FUNCTION %s (%s, %s) %s', p.amprocnum, format_type(p.amproclefttype, NULL), format_type(p.amprocrighttype, NULL),
          p.amproc::regprocedure)
      FROM pg_amproc p
      WHERE ${isOwn('pg_amproc', 'p')}`;

/** Extensions such as btree_gist bring hundreds, and to describe each takes long. */
function isOwn(catalog: string, alias: string): string {
  // NOT IN, because its list is made once; the server would look anew for each member otherwise.
  return `${alias}.oid >= 16384 AND ${alias}.oid NOT IN (
        SELECT d.objid FROM pg_depend d
        JOIN pg_depend e ON e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e'
        WHERE d.classid = '${catalog}'::regclass AND d.refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass))`;
}

import { type CatalogKind, userSchema } from '../catalog-kind.ts';
import { familyMembersSql } from './operator-family-members.ts';

/** Operator classes with the members that they cannot do without. */
export const operatorClasses: CatalogKind = {
  kind: 'operator class',
  sql: () => `
    SELECT 'pg_opclass'::regclass::oid AS class, c.oid, 0 AS sub,
      format('%I.%I USING %I', n.nspname, c.opcname, a.amname) AS identity,
      json_build_object(
        'class', format('%I.%I', n.nspname, c.opcname),
        'method', quote_ident(a.amname),
        'family', format('%I.%I', fn.nspname, f.opfname),
        'type', format_type(c.opcintype, NULL),
        'default', c.opcdefault,
        'storage', CASE WHEN c.opckeytype <> 0 THEN format_type(c.opckeytype, NULL) END,
        'members', m.definitions
      ) AS facts,
      m.addresses AS also
    FROM pg_opclass c
    JOIN pg_namespace n ON n.oid = c.opcnamespace
    JOIN pg_am a ON a.oid = c.opcmethod
    JOIN pg_opfamily f ON f.oid = c.opcfamily
    JOIN pg_namespace fn ON fn.oid = f.opfnamespace
    -- All at once: the planner would look for those of each class anew.
    LEFT JOIN (
      SELECT d.refobjid AS class, json_agg(m.definition ORDER BY m.class, m.number, m.place) AS definitions,
        json_agg(json_build_array(m.class, m.oid)) AS addresses
      FROM (${familyMembersSql}) m
      JOIN pg_depend d ON d.classid = m.class AND d.objid = m.oid AND d.refclassid = 'pg_opclass'::regclass
      GROUP BY d.refobjid) m ON m.class = c.oid
    WHERE ${userSchema('n')}
    ORDER BY n.nspname, c.opcname, a.amname`,
};

import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** That a sequence belongs to a column. By itself, because the column's default needs the sequence. */
export const sequenceOwners: CatalogKind = {
  kind: 'sequence owner',
  sql: () => `
    SELECT 'pg_depend'::regclass::oid AS class, s.oid, 0 AS sub,
      format('%I.%I', n.nspname, s.relname) AS identity,
      json_build_object(
        'sequence', format('%I.%I', n.nspname, s.relname),
        'column', format('%I.%I.%I', tn.nspname, t.relname, a.attname)
      ) AS facts,
      json_build_array(
        format('sequence %I.%I', n.nspname, s.relname),
        format('column %I.%I.%I', tn.nspname, t.relname, a.attname)
      ) AS parts
    FROM pg_depend d
    JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    JOIN pg_namespace n ON n.oid = s.relnamespace
    JOIN pg_class t ON t.oid = d.refobjid
    JOIN pg_namespace tn ON tn.oid = t.relnamespace
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a' AND d.refobjsubid > 0
      AND ${userSchema('n')}
    ORDER BY n.nspname, s.relname`,
};

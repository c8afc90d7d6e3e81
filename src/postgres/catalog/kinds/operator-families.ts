import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Operator families, without their members. */
export const operatorFamilies: CatalogKind = {
  kind: 'operator family',
  sql: () => `
    SELECT 'pg_opfamily'::regclass::oid AS class, f.oid, 0 AS sub,
      format('%I.%I USING %I', n.nspname, f.opfname, a.amname) AS identity,
      json_build_object('name', format('%I.%I USING %I', n.nspname, f.opfname, a.amname)) AS facts
    FROM pg_opfamily f
    JOIN pg_namespace n ON n.oid = f.opfnamespace
    JOIN pg_am a ON a.oid = f.opfmethod
    WHERE ${userSchema('n')}
    ORDER BY n.nspname, f.opfname, a.amname`,
};

import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Collations, without the version of the library that they were made with. */
export const collations: CatalogKind = {
  kind: 'collation',
  sql: (major) => `
    SELECT 'pg_collation'::regclass::oid AS class, c.oid, 0 AS sub,
      format('%I.%I', n.nspname, c.collname) AS identity,
      json_build_object(
        'schema', quote_ident(n.nspname),
        'name', quote_ident(c.collname),
        'provider', c.collprovider,
        'deterministic', c.collisdeterministic,
        'locale', ${localeSql(major)},
        'collate', CASE WHEN c.collprovider = 'c' THEN c.collcollate END,
        'ctype', CASE WHEN c.collprovider = 'c' THEN c.collctype END,
        'rules', ${major >= 16 ? 'c.collicurules' : 'NULL'}
      ) AS facts
    FROM pg_collation c
    JOIN pg_namespace n ON n.oid = c.collnamespace
    WHERE ${userSchema('n')}
    ORDER BY n.nspname, c.collname`,
};

/** Of ICU and of the server's own provider: in a column of its own since 15, whose name is another since 17. */
function localeSql(major: number): string {
  if (major >= 17) return 'c.colllocale';
  return major >= 15 ? 'c.colliculocale' : "CASE WHEN c.collprovider <> 'c' THEN c.collcollate END";
}

import type { Check } from '../check.ts';

/** Extensions whose objects lie among the application's own. */
export const extensionInPublic: Check = {
  id: 'extension-in-public',
  group: 'schema',
  pedantic: true,
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(({ name, objects, relocatable }) => ({
      subject: `extension ${name}`,
      severity: 'info',
      title: `extension ${name} has put ${objects} objects into schema public`,
      fix: relocatable
        ? `Move it into a schema of its own that is on the search_path: ALTER EXTENSION ${name} SET SCHEMA extensions.`
        : `Make ${name} in a schema of its own next time: it cannot be moved.`,
      evidence: { objects },
    }));
  },
};

interface Row {
  readonly name: string;
  readonly objects: number;
  readonly relocatable: boolean;
}

const sql = `
  SELECT quote_ident(e.extname) AS name, e.extrelocatable AS relocatable,
    (SELECT count(*)::int FROM pg_depend d
     WHERE d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND d.deptype = 'e') AS objects
  FROM pg_extension e
  JOIN pg_namespace n ON n.oid = e.extnamespace
  WHERE n.nspname = 'public'
  ORDER BY 1`;

import type { Check } from '../check.ts';

/** Extensions whose newer version is there, and was not taken. */
export const extensionOutdated: Check = {
  id: 'extension-outdated',
  group: 'schema',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(({ name, installed, available }) => ({
      subject: `extension ${name}`,
      severity: 'info',
      title: `extension ${name} is of version ${installed}, and the server has ${available}`,
      fix: `Update ${name}.`,
      sql: `ALTER EXTENSION ${name} UPDATE`,
      evidence: { installed, available },
    }));
  },
};

interface Row {
  readonly name: string;
  readonly installed: string;
  readonly available: string;
}

/** Where there is no way from the one to the other, the installed version is the newer. */
const sql = `
  SELECT quote_ident(a.name) AS name, a.installed_version AS installed, a.default_version AS available
  FROM pg_available_extensions a
  WHERE a.installed_version <> a.default_version
    AND EXISTS (
      SELECT FROM pg_extension_update_paths(a.name) u
      WHERE u.source = a.installed_version AND u.target = a.default_version AND u.path IS NOT NULL)
  ORDER BY 1`;

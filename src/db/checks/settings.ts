import type { AnalyzedDatabase } from './check.ts';

export interface Setting {
  /** What a new session of this role gets in this database; what this one has set for itself does not count. */
  readonly value: string;
  /** In the setting's unit: 8 kB pages, milliseconds and the like. 0 for what is no number. */
  readonly number: number;
  /** Nobody has chosen it. */
  readonly isDefault: boolean;
}

/** Settings by name. What this version does not have, or does not show this role, is missing. */
export async function readSettings<Name extends string>(
  database: AnalyzedDatabase,
  names: readonly Name[],
): Promise<ReadonlyMap<Name, Setting>> {
  const rows = await database.query<{ name: Name } & Setting>(`
    SELECT name, reset_val AS value, source = 'default' AS "isDefault",
      CASE WHEN vartype IN ('integer', 'real') THEN reset_val::float8 ELSE 0 END AS number
    FROM pg_settings
    WHERE name IN (${names.map((name) => `'${name}'`).join(', ')})`);
  return new Map(rows.map(({ name, ...setting }) => [name, setting]));
}

/** The unit of settings of the server's memory. */
export const PAGE_BYTES = 8192;

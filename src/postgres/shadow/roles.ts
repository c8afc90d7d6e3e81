import type { Session } from '../session.ts';

/** Makes the roles that are not there yet, and says which those were. */
export async function makeMissingRoles(
  admin: Session,
  names: readonly string[],
  attributes = 'NOLOGIN',
): Promise<readonly string[]> {
  const missing = await admin.query<{ name: string; quoted: string }>(
    `SELECT name, quote_ident(name) AS quoted FROM unnest($1::text[]) AS name
     WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)`,
    [[...new Set(names)]],
  );
  for (const { quoted } of missing) {
    await admin.execute(`CREATE ROLE ${quoted} ${attributes}`).catch(unlessThere);
  }
  return missing.map(({ name }) => name);
}

/** 42710, 23505: somebody else made it in the meantime. */
function unlessThere(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== '42710' && code !== '23505') throw error;
}

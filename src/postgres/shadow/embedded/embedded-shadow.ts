import { removeAbandonedFolders, removeFolder } from '../folders.ts';
import type { Host } from '../host.ts';
import { makeMissingRoles } from '../roles.ts';
import { serverDatabases } from '../server-databases.ts';
import type { Shadow } from '../shadow.ts';
import { forgetCachedData, makeDataFolder, PRISTINE_DATABASE } from './data-folder.ts';
import type { EmbeddedServer } from './find-servers.ts';
import { makeServerFolder, preparePrograms } from './server-files.ts';
import { type ServerProcess, startServer } from './server-process.ts';

export interface EmbeddedRequest {
  readonly server: EmbeddedServer;
  readonly user: string;
  readonly host: Host;
  readonly signal?: AbortSignal;
}

/** Starts a server of our own, with its data in a folder for temporary files. */
export async function openEmbeddedShadow(request: EmbeddedRequest): Promise<Shadow> {
  const { server, user, host, signal } = request;
  await removeAbandonedFolders(host);
  const running = await start(request).catch(async () => {
    // Perhaps it is the copy in the cache that is broken: once more, from nothing.
    await forgetCachedData(server, host);
    return start(request);
  });
  const kill = (): void => running.kill();
  signal?.addEventListener('abort', kill);
  if (signal?.aborted === true) kill();
  const dispose = async (): Promise<void> => {
    signal?.removeEventListener('abort', kill);
    await running[Symbol.asyncDispose]();
  };
  try {
    return { ...(await shadowOn(running, server, user)), [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function start({ server, host }: EmbeddedRequest): Promise<ServerProcess> {
  const folder = await makeServerFolder(server, host);
  try {
    const programs = await preparePrograms(server, host, folder);
    const data = await makeDataFolder(server, programs, host);
    return await startServer(programs, server.major, data);
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
}

async function shadowOn(
  { admin, urlFor, files }: ServerProcess,
  server: EmbeddedServer,
  user: string,
): Promise<Omit<Shadow, keyof AsyncDisposable>> {
  await makeMissingRoles(admin, [user], 'SUPERUSER LOGIN');
  const databases = serverDatabases({
    admin,
    newName: countedNames(),
    urlFor: (database) => urlFor(user, database),
    files,
    template: PRISTINE_DATABASE,
    // Copying files is three times as fast as writing pages to the log, where there is a choice.
    options: server.major >= 15 ? 'STRATEGY file_copy' : '',
  });
  return {
    major: server.major,
    name: `embedded PostgreSQL ${server.version}`,
    createDatabase: databases.create,
    clone: databases.clone,
    ensureRoles: async (names) => void (await makeMissingRoles(admin, names)),
  };
}

function countedNames(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `shadow_${count}`;
  };
}

import { makeDataFolder } from '../../src/postgres/shadow/embedded/data-folder.ts';
import { chooseServer, findServers } from '../../src/postgres/shadow/embedded/find-servers.ts';
import {
  makeServerFolder,
  preparePrograms,
} from '../../src/postgres/shadow/embedded/server-files.ts';
import {
  type ServerProcess,
  startServer,
} from '../../src/postgres/shadow/embedded/server-process.ts';
import { thisHost } from '../../src/postgres/shadow/host.ts';

export interface TestServer extends ServerProcess {
  readonly dataFolder: string;
}

/** A server for tests that play the user's own: one may change its files, stop it, and connect by URL. */
export async function startTestServer(major: number): Promise<TestServer> {
  const host = thisHost();
  const server = chooseServer(findServers(host), major);
  if (server?.major !== major) throw new Error(`there is no embedded PostgreSQL ${major}`);
  const folder = await makeServerFolder(server, host);
  const programs = await preparePrograms(server, host, folder);
  const dataFolder = await makeDataFolder(server, programs, host);
  const running = await startServer(programs, major, dataFolder);
  // Shadows do without it; real servers have it.
  await running.admin.execute('CREATE DATABASE template0');
  await running.admin.execute(
    "UPDATE pg_database SET datistemplate = true, datallowconn = false WHERE datname = 'template0'",
  );
  return { ...running, dataFolder };
}

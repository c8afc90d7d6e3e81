import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../connect.ts';
import type { Session } from '../../session.ts';
import { openLog, removeFolder } from '../folders.ts';
import { type RelationFiles, relationFiles } from '../relation-files.ts';
import { BOOTSTRAP_USER } from './data-folder.ts';
import { serverFailed } from './run-program.ts';
import type { Programs } from './server-files.ts';
import { settingsFor } from './server-settings.ts';

/** A running server. It ends when it is disposed of, and when this process ends in whatever way; its folder with it. */
export interface ServerProcess extends AsyncDisposable {
  /** A first session, as the first role. */
  readonly admin: Session;
  readonly urlFor: (user: string, database: string) => string;
  readonly files: RelationFiles;
  /** At once, without waiting. */
  readonly kill: () => void;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;
const POLL_MS = 5;

export async function startServer(
  programs: Programs,
  major: number,
  dataFolder: string,
): Promise<ServerProcess> {
  const place = programs.onWindows
    ? { host: '127.0.0.1', port: await freePort() }
    : { host: programs.folder, port: 5432 };
  const log = join(programs.folder, 'log');
  const server = await launch(programs, log, ['-D', dataFolder, ...settingsFor(major, place)]);
  const urlFor = (user: string, database: string): string =>
    `postgres://${encodeURIComponent(user)}@${encodeURIComponent(place.host)}:${place.port}/${database}?sslmode=disable`;
  const stop = async (): Promise<void> => {
    server.kill();
    if (!(await server.hasEnded(STOP_TIMEOUT_MS))) server.child.kill('SIGKILL');
    await removeFolder(programs.folder);
  };
  try {
    const admin = await firstSession(server, urlFor(BOOTSTRAP_USER, 'postgres'), log);
    const dispose = async (): Promise<void> => {
      await admin[Symbol.asyncDispose]();
      await stop();
    };
    const files = relationFiles(dataFolder, programs.owner);
    return { admin, urlFor, files, kill: server.kill, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Launched {
  readonly child: ChildProcess;
  readonly kill: () => void;
  readonly hasEnded: (withinMs: number) => Promise<boolean>;
}

/**
 * Beside the server runs a shell that waits for a pipe to close. This process holds the other end, so it closes however
 * this process ends, and the shell then ends the server and removes the folder.
 */
const WATCHED_SERVER = `
(
  cat <&3
  kill -QUIT $$
  for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do kill -0 $$ || break; sleep 0.1; done
  rm -rf "$0"
) >/dev/null 2>&1 &
exec "$@" 3<&-`;

async function launch(
  programs: Programs,
  logPath: string,
  args: readonly string[],
): Promise<Launched> {
  await using log = await openLog(logPath);
  const command = [join(programs.bin, 'postgres'), ...args];
  const [file = '', ...rest] = programs.onWindows
    ? command
    : ['sh', '-c', WATCHED_SERVER, programs.folder, ...command];
  const child = spawn(file, rest, {
    cwd: programs.folder,
    env: programs.env,
    // Ctrl-C in a terminal goes to all its processes; whether the server ends is for this one to say.
    detached: !programs.onWindows,
    stdio: ['ignore', log.fd, log.fd, 'pipe'],
    ...programs.owner,
  });
  const ended = new Promise<true>((resolve) => {
    child.once('exit', () => resolve(true)).once('error', () => resolve(true));
  });
  const pipe = child.stdio[3];
  pipe?.on('error', () => {});
  return {
    child,
    kill: () => (programs.onWindows ? void child.kill() : void pipe?.destroy()),
    hasEnded: (withinMs) => Promise.race([ended, sleep(withinMs, false, { ref: false })]),
  };
}

async function firstSession(server: Launched, url: string, log: string): Promise<Session> {
  const deadlineMs = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      return await connect(url);
    } catch (cause) {
      const ended = await server.hasEnded(POLL_MS);
      if (!ended && performance.now() < deadlineMs) continue;
      const failure = ended ? 'it ended' : `no answer within ${START_TIMEOUT_MS / 1000} s`;
      throw serverFailed('postgres', failure, readFileSync(log, 'utf8'), cause);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

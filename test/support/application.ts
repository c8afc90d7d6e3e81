import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { scaffold } from '../../src/scaffold/index.ts';
import type { ScaffoldRequest, ScaffoldResult } from '../../src/scaffold/scaffold-types.ts';

const repository: string = resolve(import.meta.dirname, '../..');
export const bookshop: string = join(repository, 'examples/bookshop/openapi.yaml');
const START_TIMEOUT_MS = 60_000;

/** A folder that disappears at the end of its scope. */
export async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'trivet-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Runs the library as the command would, with everything left at its default that is not given. */
export function generate(
  source: string,
  cwd: string,
  request: Partial<ScaffoldRequest> = {},
): Promise<ScaffoldResult> {
  return scaffold(
    {
      source,
      framework: 'express',
      output: 'src/routes',
      dryRun: false,
      force: false,
      strict: false,
      mock: false,
      typesOnly: false,
      include: [],
      exclude: [],
      allowRemote: false,
      ...request,
    },
    {
      cwd,
      signal: AbortSignal.timeout(120_000),
      stdin: () => Promise.resolve(''),
      progress: () => {},
    },
  );
}

/** Lends our own installed packages to a generated application. */
export async function lendPackages(folder: string): Promise<void> {
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
}

/** What the compiler objects to; empty where the application type-checks. */
export function typeErrors(folder: string): string {
  const tsc = join(repository, 'node_modules/.bin/tsc');
  const run = spawnSync(process.execPath, [tsc, '--noEmit', '-p', folder], { encoding: 'utf8' });
  return run.status === 0 ? '' : run.stdout + run.stderr;
}

/** Runs one of the application's npm scripts to its end. */
export function npmRun(
  folder: string,
  ...args: string[]
): { status: number | null; output: string } {
  const run = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', env: environment() });
  return { status: run.status, output: run.stdout + run.stderr };
}

export interface RunningApplication extends AsyncDisposable {
  readonly url: string;
  readonly process: ChildProcess;
  readonly log: () => string;
}

/** `npm start`, ready to be called. */
export async function start(
  folder: string,
  env: Record<string, string> = {},
): Promise<RunningApplication> {
  const port = await freePort();
  const child = spawn('npm', ['start', '--silent'], {
    cwd: folder,
    env: { ...environment(), PORT: String(port), HOST: '127.0.0.1', RATE_LIMIT: 'off', ...env },
    detached: true,
  });
  let log = '';
  child.stdout.on('data', (data: Buffer) => (log += data.toString()));
  child.stderr.on('data', (data: Buffer) => (log += data.toString()));
  const url = `http://127.0.0.1:${port}`;
  await healthy(url, child, () => log);
  return { url, process: child, log: () => log, [Symbol.asyncDispose]: () => stop(child) };
}

async function healthy(url: string, child: ChildProcess, log: () => string): Promise<void> {
  const end = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < end && child.exitCode === null) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  await stop(child);
  throw new Error(`the application did not start:\n${log()}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const closed = once(child, 'close');
  process.kill(-child.pid, 'SIGTERM');
  await closed;
}

/** Our own Node first on the PATH, as `npm run` in this repository would have it. */
function environment(): NodeJS.ProcessEnv {
  const path = `${join(repository, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;
  // Without this a test runner below this one takes itself for a part of it, and runs nothing.
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  return { ...env, PATH: path, NODE_ENV: 'development', LOG_LEVEL: 'silent' };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

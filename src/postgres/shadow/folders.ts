import { chmodSync, chownSync, cpSync, readdirSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  open,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createConnection } from 'node:net';
import { basename, dirname, join } from 'node:path';
import type { Host } from './host.ts';

/** All that shadows change in the file system, which is in two places: folders for temporary files, and the user's cache. */

/** Another user, whom a server is run as because it refuses to run as root. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

const PREFIX = 'trivet-shadow';
const DAY_MS = 24 * 60 * 60 * 1000;

/** A folder for one shadow, that nobody else can look into. Its name says whose it is. */
export async function makePrivateFolder(
  base: string,
  host: Host,
  owner: Owner | undefined,
): Promise<string> {
  const folder = await mkdtemp(join(base, `${PREFIX}-${host.machine}-${host.pid}-`));
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  return folder;
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** Removes what killed runs left behind: folders of processes that are gone, in which no server answers. */
export async function removeAbandonedFolders(host: Host): Promise<void> {
  for (const base of new Set([host.temporaryFolder, host.fastFolder])) {
    const names = await readdir(base);
    for (const name of names.filter((each) => each.startsWith(`${PREFIX}-`))) {
      const folder = join(base, name);
      // Somebody else's, or gone in the meantime: none of it is our concern.
      if (await isAbandoned(folder, host).catch(() => false)) {
        await removeFolder(folder).catch(() => {});
      }
    }
  }
}

async function isAbandoned(folder: string, host: Host): Promise<boolean> {
  const [machine, pid] = basename(folder)
    .slice(PREFIX.length + 1)
    .split('-');
  const isOurs = machine === host.machine;
  if (isOurs && host.isAlive(Number(pid))) return false;
  if (!isOurs && Date.now() - (await stat(folder)).mtimeMs < DAY_MS) return false;
  return !(await answers(join(folder, '.s.PGSQL.5432')));
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(socketPath);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** Copies a folder of data; the server insists that nobody else may look into it. */
export function copyData(from: string, to: string, owner: Owner | undefined): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  chmodSync(to, 0o700);
  if (owner === undefined) return;
  for (const name of ['.', ...readdirSync(to, { recursive: true, encoding: 'utf8' })]) {
    chownSync(join(to, name), owner.uid, owner.gid);
  }
}

/**
 * Keeps a copy of a folder in the cache. It appears there as a whole or not at all; where two do this at once, one copy
 * stays.
 */
export async function keepFolderInCache(from: string, to: string): Promise<void> {
  await keepInCache(to, (making) => copyData(from, making, undefined));
}

/** The like for a file. */
export async function keepFileInCache(content: Uint8Array, to: string): Promise<void> {
  await keepInCache(to, (making) => writeFile(making, content));
}

async function keepInCache(
  to: string,
  make: (making: string) => void | Promise<void>,
): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const making = await mkdtemp(`${to}.`);
  try {
    await make(join(making, 'data'));
    await rename(join(making, 'data'), to);
  } finally {
    await removeFolder(making);
  }
}

/** An empty file that a process can write its messages to. */
export async function openLog(path: string): Promise<{ fd: number } & AsyncDisposable> {
  return open(path, 'w', 0o644);
}

export async function makeLinks(
  folder: string,
  links: readonly { readonly name: string; readonly target: string }[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, target } of links) await symlink(target, join(folder, name));
}

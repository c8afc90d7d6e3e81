import { createHash } from 'node:crypto';
import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { arch, homedir, hostname, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';

/** What a shadow has to know of the process and the machine that it is for. */
export interface Host {
  readonly pid: number;
  /** Undefined on Windows. */
  readonly uid: number | undefined;
  /** As the packages with servers are named: `linux-x64`, `darwin-arm64`, `windows-x64`. */
  readonly platform: string;
  /** Tells machines (and containers) apart that share a server or a folder for temporary files. */
  readonly machine: string;
  /** Where the user's own packages are looked for. */
  readonly projectFolder: string;
  readonly temporaryFolder: string;
  /** The like for data that is read and written a lot; nothing can be executed there. */
  readonly fastFolder: string;
  /** Of this user, kept from run to run. */
  readonly cacheFolder: string;
  /** Where the system's own programs are. */
  readonly path: string;
  isAlive(pid: number): boolean;
}

/** The host that this process runs on. */
export function thisHost(): Host {
  const system = platform();
  const uid = process.getuid?.();
  const temporaryFolder = isUsable(tmpdir(), uid) ? tmpdir() : '/tmp';
  return {
    pid: process.pid,
    uid,
    platform: `${system === 'win32' ? 'windows' : system}-${arch()}`,
    machine: createHash('sha256').update(hostname()).digest('hex').slice(0, 8),
    projectFolder: process.cwd(),
    temporaryFolder,
    fastFolder: hasRoomInMemory() ? MEMORY_FOLDER : temporaryFolder,
    cacheFolder: join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'trivet'),
    path: process.env['PATH'] ?? '/usr/bin:/bin',
    isAlive,
  };
}

const MEMORY_FOLDER = '/dev/shm';
const MEMORY_NEEDED_BYTES = 2 ** 30;

/**
 * Making and removing the thousand small files of a server takes a tenth of the time in memory. Containers often have
 * little of it there; and who sets TMPDIR wants files to be there.
 */
function hasRoomInMemory(): boolean {
  if (platform() !== 'linux' || process.env['TMPDIR'] !== undefined) return false;
  try {
    accessSync(MEMORY_FOLDER, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
    return bavail * bsize > MEMORY_NEEDED_BYTES;
  } catch {
    return false;
  }
}

// The path of a socket has at most 103 bytes, and ours is the folder and 50 more.
const SOCKET_FOLDER_BYTES_MAX = 50;

/** Whether a server that somebody else runs for root gets there, and its socket has a name that is not too long. */
function isUsable(folder: string, uid: number | undefined): boolean {
  if (uid === undefined) return true;
  return Buffer.byteLength(folder) <= SOCKET_FOLDER_BYTES_MAX && (uid !== 0 || isOpenToAll(folder));
}

/** Whether all folders on the way to a file or folder let everybody through. */
export function isOpenToAll(path: string): boolean {
  if ((statSync(path).mode & 0o001) === 0) return false;
  const parent = dirname(path);
  return parent === path || isOpenToAll(parent);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
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
  return {
    pid: process.pid,
    uid,
    platform: `${system === 'win32' ? 'windows' : system}-${arch()}`,
    machine: createHash('sha256').update(hostname()).digest('hex').slice(0, 8),
    projectFolder: process.cwd(),
    temporaryFolder: isUsable(tmpdir(), uid) ? tmpdir() : '/tmp',
    cacheFolder: join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'trivet'),
    path: process.env['PATH'] ?? '/usr/bin:/bin',
    isAlive,
  };
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

import { createHash } from 'node:crypto';
import { arch, homedir, hostname, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
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
  return {
    pid: process.pid,
    uid: process.getuid?.(),
    platform: `${system === 'win32' ? 'windows' : system}-${arch()}`,
    machine: createHash('sha256').update(hostname()).digest('hex').slice(0, 8),
    projectFolder: process.cwd(),
    temporaryFolder: shortEnough(tmpdir()),
    cacheFolder: join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'trivet'),
    path: process.env['PATH'] ?? '/usr/bin:/bin',
    isAlive,
  };
}

// The path of a socket has at most 103 bytes, and ours is the folder and 50 more.
const SOCKET_FOLDER_BYTES_MAX = 50;

function shortEnough(folder: string): string {
  return platform() !== 'win32' && Buffer.byteLength(folder) > SOCKET_FOLDER_BYTES_MAX
    ? '/tmp'
    : folder;
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

import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import { TrivetError } from '../../base/errors.ts';
import type { Environment, LoadIo, LoadRequest } from '../../load/index.ts';
import { usersOf } from '../../load/shape.ts';

/** The machine as baselines describe it. */
export function environment(): Environment {
  return {
    os: platform(),
    arch: arch(),
    cpuModel: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    nodeVersion: process.versions.node,
  };
}

/** What this process spends. */
export const spending: Pick<LoadIo, 'cpuUs' | 'memoryBytesMax'> = {
  cpuUs: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  memoryBytesMax: () => process.resourceUsage().maxRSS * 1024,
};

/** Most connections that a run has open: one of each user to each place it sends to, or one for several with HTTP/2. */
export function connectionsOf({ targets, load, http, streams }: LoadRequest): number {
  const users = usersOf(load);
  const each = http === '2' ? Math.ceil(users / streams) : users;
  return targets.reduce((sum, { origins }) => sum + each * origins.length, 0);
}

/**
 * Refuses to start with more connections than the process may open: foreseen here, it is one sentence; met in the run,
 * it would be a wall of failures. Node raises its soft limit to the hard one at start.
 */
export function checkFileLimit(connections: number): void {
  const limit = openFilesMax();
  if (limit === undefined || connections + reservedFiles <= limit) return;
  throw new TrivetError(
    'FILE_LIMIT',
    `${connections} connections need as many open files, and this process may have ${limit}.`,
    {
      hint: `Raise the limit ("ulimit -Hn ${connections + reservedFiles}" as root), or lower --concurrency to ${limit - reservedFiles}.`,
    },
  );
}

/** Standard streams, pipes between threads, files that modules are read from. */
const reservedFiles = 64;

/** `undefined` where the system does not say it in this way. */
function openFilesMax(): number | undefined {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const [, soft] = /^Max open files\s+(\d+)/m.exec(limits) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}

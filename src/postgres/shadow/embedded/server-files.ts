import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { copyData, makeLinks, makePrivateFolder, type Owner } from '../folders.ts';
import { type Host, isOpenToAll } from '../host.ts';
import type { EmbeddedServer } from './find-servers.ts';

/** How the programs of a server are run, by whom and in which folder. */
export interface Programs {
  readonly bin: string;
  readonly owner: Owner | undefined;
  readonly folder: string;
  readonly onWindows: boolean;
  readonly env: Readonly<Record<string, string>>;
}

// PostgreSQL refuses to run as root; this is `nobody` on all systems.
const NOBODY: Owner = { uid: 65_534, gid: 65_534 };

/** A project below /root: nobody but root gets there, so the programs have to be copied. */
function isOutOfReach(server: EmbeddedServer, host: Host): boolean {
  return ownerFor(host) !== undefined && !isOpenToAll(server.native);
}

/** A folder for all that a server needs; in memory, unless programs must be put there. */
export function makeServerFolder(server: EmbeddedServer, host: Host): Promise<string> {
  const base = isOutOfReach(server, host) ? host.temporaryFolder : host.fastFolder;
  return makePrivateFolder(base, host, ownerFor(host));
}

function ownerFor(host: Host): Owner | undefined {
  return host.uid === 0 ? NOBODY : undefined;
}

/** Makes the programs of an installed server fit to be run, with a folder for what they need. */
export async function preparePrograms(
  server: EmbeddedServer,
  host: Host,
  folder: string,
): Promise<Programs> {
  const owner = ownerFor(host);
  let { native } = server;
  if (isOutOfReach(server, host)) {
    native = join(folder, 'native');
    copyData(server.native, native, owner);
  }
  const env: Record<string, string> = { PATH: host.path, LC_ALL: 'C', TZ: 'UTC' };
  const libraries = await linkLibraries(native, join(folder, 'lib'));
  if (libraries !== undefined) {
    // A library that is found by a link looks for others beside the link.
    const both = `${libraries}:${join(native, 'lib')}`;
    env['LD_LIBRARY_PATH'] = both;
    env['DYLD_LIBRARY_PATH'] = both;
  }
  const onWindows = host.platform.startsWith('windows');
  return { bin: join(native, 'bin'), owner, folder, onWindows, env };
}

/**
 * npm packages cannot hold symbolic links, so the server's libraries get theirs from a script at installation; where
 * scripts were not allowed, they are made here.
 */
async function linkLibraries(native: string, folder: string): Promise<string | undefined> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return undefined;
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'));
  if (!Array.isArray(links)) return undefined;
  const missing = links
    .filter(isLink)
    .filter(({ target }) => !existsSync(inPackage(native, target)));
  if (missing.length === 0) return undefined;
  await makeLinks(
    folder,
    missing.map(({ source, target }) => ({
      name: basename(target),
      target: inPackage(native, source),
    })),
  );
  return folder;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function isLink(value: unknown): value is Link {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    'target' in value &&
    typeof value.source === 'string' &&
    typeof value.target === 'string'
  );
}

/** The list's paths begin at the package: `native/lib/libpq.so.5`. */
function inPackage(native: string, path: string): string {
  return join(dirname(native), path);
}

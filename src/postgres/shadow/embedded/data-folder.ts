import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TrivetError } from '../../../base/errors.ts';
import { copyData, keepFolderInCache, removeFolder } from '../folders.ts';
import type { Host } from '../host.ts';
import type { EmbeddedServer } from './find-servers.ts';
import { runProgram } from './run-program.ts';
import type { Programs } from './server-files.ts';

/** Who a server's first role is, as nearly everywhere; it owns what every new database has. */
export const BOOTSTRAP_USER = 'postgres';

/** The database that new ones are copies of; nobody ever connects to it. */
export const PRISTINE_DATABASE = 'template1';

/** Counts up when what is made here changes, so that older copies in the cache are left alone. */
const RECIPE = 2;

/**
 * Makes the data folder of a new server. Making one from nothing takes seconds, so a copy is kept in the cache, and copied
 * from then on.
 */
export async function makeDataFolder(
  server: EmbeddedServer,
  programs: Programs,
  host: Host,
): Promise<string> {
  const folder = join(programs.folder, 'data');
  const kept = cachedData(server, host);
  if (existsSync(kept)) {
    copyData(kept, folder, programs.owner);
    return folder;
  }
  await initialise(server.major, programs, folder);
  // Without a cache (a read-only home, a full disk) the next run takes as long as this one.
  await keepFolderInCache(folder, kept).catch(() => {});
  return folder;
}

/** For a copy that no server starts from: the machine may have gone down while it was written. */
export async function forgetCachedData(server: EmbeddedServer, host: Host): Promise<void> {
  await removeFolder(cachedData(server, host));
}

function cachedData(server: EmbeddedServer, host: Host): string {
  const name = `postgres-${server.version}-${host.platform}-${host.uid ?? 'user'}-${RECIPE}`;
  return join(host.cacheFolder, 'shadow', name);
}

async function initialise(major: number, programs: Programs, folder: string): Promise<void> {
  const args = ['-D', folder, '-U', BOOTSTRAP_USER, '-A', 'trust', '-E', 'UTF8', '--no-sync'];
  // Segments of 1 MB instead of 16: most shadows live for a second.
  args.push('--wal-segsize=1');
  // Pages are written from outside, too (see `relation-files.ts`). Before version 18 there were none unless asked for.
  if (major >= 18) args.push('--no-data-checksums');
  const [locale, plainLocale] = localeArguments(major);
  try {
    await runProgram(programs, 'initdb', [...args, ...locale]);
  } catch (error) {
    if (!(error instanceof TrivetError) || !/locale/.test(error.message)) throw error;
    await removeFolder(folder);
    await runProgram(programs, 'initdb', [...args, ...plainLocale]);
  }
  for (const [database, statement] of finishingStatements) {
    await runProgram(programs, 'postgres', ['--single', '-F', '-D', folder, database], statement);
  }
}

/** PostgreSQL 17 and newer have C.UTF-8 built in; before that not every system has it. */
function localeArguments(major: number): readonly [readonly string[], readonly string[]] {
  const plain = ['--locale=C'];
  if (major < 17) return [['--locale=C.UTF-8'], plain];
  return [['--locale-provider=builtin', '--builtin-locale=C.UTF-8', ...plain], plain];
}

/**
 * template0 is the same as template1, and a third of what is to be copied. The second line leaves a file in template1 that
 * the first connection to each copy would have to make: 50 ms.
 */
const finishingStatements: readonly (readonly [database: string, statements: string])[] = [
  [
    'postgres',
    "UPDATE pg_database SET datistemplate = false WHERE datname = 'template0'\nDROP DATABASE template0\n",
  ],
  [PRISTINE_DATABASE, 'SELECT 1\n'],
];

import type { Extensions, PGlite, PGliteOptions } from '@electric-sql/pglite';
import { TrivetError } from '../base/errors.ts';
import { RESET_SESSION } from './reset-session.ts';
import type { Session } from './session.ts';

/** PostgreSQL in this process, in a folder or (without one) in memory. */
export async function openPglite(folder: string): Promise<Session> {
  return pgliteSession(await startPglite(folder === '' ? {} : { dataDir: folder }));
}

/** Starts an instance, with the extensions that schemas are likely to need. */
export async function startPglite(options: PGliteOptions): Promise<PGlite> {
  const { PGlite: Constructor } = await loadPglite();
  try {
    return await Constructor.create({ extensions: await loadExtensions(), ...options });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new TrivetError('DATABASE_UNREACHABLE', `PGlite does not start: ${message}`, {
      hint: 'Check that the folder is a data directory of this version of PGlite, and not in use.',
      cause,
    });
  }
}

/**
 * The only session that the instance has; the instance ends with it. It can be given a role to begin with, quoted as SQL
 * needs it.
 */
export async function pgliteSession(db: PGlite, role?: string): Promise<Session> {
  const reset = async (): Promise<void> =>
    void (await db.exec(role === undefined ? RESET_SESSION : `${RESET_SESSION}; SET ROLE ${role}`));
  await reset();
  const query = async <Row extends object>(sql: string, values?: readonly unknown[]) =>
    (await db.query<Row>(sql, values === undefined ? [] : [...values], { parsers })).rows;
  const [server] = await query<{ version: number; pid: number }>(
    `SELECT current_setting('server_version_num')::int AS version, pg_backend_pid() AS pid`,
  );
  return {
    major: Math.floor((server?.version ?? 0) / 10_000),
    pid: server?.pid ?? 0,
    query,
    execute: async (sql, onNotice) =>
      void (await db.exec(sql, { onNotice: ({ message = '' }) => onNotice?.(message) })),
    reset,
    [Symbol.asyncDispose]: () => db.close(),
  };
}

/** What a schema is likely to need; each takes its time at every start, and PGlite has 20 more. */
const extensionNames: readonly string[] = [
  'btree_gin',
  'btree_gist',
  'citext',
  'cube',
  'earthdistance',
  'fuzzystrmatch',
  'hstore',
  'intarray',
  'ltree',
  'pg_trgm',
  'pgcrypto',
  'tablefunc',
  'unaccent',
  'uuid_ossp',
];

async function loadExtensions(): Promise<Extensions> {
  const loaded: Extensions = {};
  for (const name of extensionNames) {
    Object.assign(loaded, await import(`@electric-sql/pglite/contrib/${name}`));
  }
  return loaded;
}

const INT8 = 20;

/** As the driver for servers has it: a number that JavaScript may not be able to hold is a string, always. */
const parsers = { [INT8]: (value: string) => value };

/** The package; that it is not installed is an error with the command that installs it. */
export async function loadPglite(): Promise<typeof import('@electric-sql/pglite')> {
  try {
    return await import('@electric-sql/pglite');
  } catch (cause) {
    throw new TrivetError('SHADOW_UNAVAILABLE', 'PGlite is not installed', {
      hint: 'Run: npm install --save-dev @electric-sql/pglite',
      cause,
    });
  }
}

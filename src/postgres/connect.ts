import { TrivetError } from '../base/errors.ts';
import { connectionStringWrong } from './connection-errors.ts';
import type { Session } from './session.ts';

export interface ConnectOptions {
  /** How long a server may take to answer before it counts as unreachable. */
  readonly connectTimeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 10_000;
const MAJOR_MIN = 14;

/**
 * A session with the server of a connection string: `postgres://…`, or `pglite:DIR` for an embedded database in a folder
 * (`pglite:` alone for one in memory). The drivers are loaded when they are needed.
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Session> {
  const session = await open(url, options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS);
  if (session.major >= MAJOR_MIN) return session;
  await session[Symbol.asyncDispose]();
  throw new TrivetError(
    'DATABASE_UNSUPPORTED',
    `the server is PostgreSQL ${session.major}; trivet needs ${MAJOR_MIN} or newer`,
    { hint: 'Upgrade the server: its version no longer gets fixes either.' },
  );
}

async function open(url: string, connectTimeoutMs: number): Promise<Session> {
  if (url.startsWith('pglite:')) {
    const { openPglite } = await import('./pglite-session.ts');
    return openPglite(url.slice('pglite:'.length));
  }
  if (!/^postgres(ql)?:\/\//i.test(url)) throw connectionStringWrong();
  const { openServer } = await import('./server-session.ts');
  return openServer(url, connectTimeoutMs);
}

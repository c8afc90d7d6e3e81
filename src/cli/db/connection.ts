import { TrivetError } from '../../base/errors.ts';
import { connect } from '../../postgres/connect.ts';
import type { Session } from '../../postgres/session.ts';

/**
 * The database that a command is about: `--connection`, else `DATABASE_URL`, else what the configuration file says. Throws
 * `USAGE` where none of them names one.
 */
export function connectionUrl(flag: string | undefined, setting?: string): string {
  const url = flag ?? (process.env['DATABASE_URL'] || setting);
  if (url !== undefined && url !== '') return url;
  throw new TrivetError('USAGE', 'No database was named.', {
    hint: 'Give --connection postgres://…, or set DATABASE_URL.',
  });
}

/** Ways to open connections. An embedded database has only one. */
export interface Connections {
  readonly connect: () => Promise<Session>;
  readonly watch?: () => Promise<Session>;
}

export function connectionsTo(url: string): Connections {
  const open = (): Promise<Session> => connect(url);
  return url.startsWith('pglite:') ? { connect: open } : { connect: open, watch: open };
}

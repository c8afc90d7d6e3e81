import { TrivetError } from '../../base/errors.ts';
import { chooseServer, findServers } from './embedded/find-servers.ts';
import { installCommand } from './embedded/packages.ts';
import { type Host, thisHost } from './host.ts';
import type { Shadow } from './shadow.ts';

export interface ShadowRequest {
  /** The version that it should be. Where there is no such server it is another one, and `name` says so. */
  readonly major: number;
  /** The role that the sessions are to run as. */
  readonly user: string;
  /** A server that scratch databases may be made on; without it, the shadow is a server of its own. */
  readonly url?: string;
  /** Ends the server at once. */
  readonly signal?: AbortSignal;
  readonly host?: Host;
}

/**
 * Opens a shadow: on the server that the user names, else an embedded server that npm installed, else PGlite. Nothing of
 * it stays when it is disposed of, or when this process ends in whatever way.
 */
export async function openShadow(request: ShadowRequest): Promise<Shadow> {
  const { major, user, url, host = thisHost(), ...rest } = request;
  if (url !== undefined) {
    const { openScratchShadow } = await import('./scratch-shadow.ts');
    return openScratchShadow({ url, user, host });
  }
  const server = chooseServer(findServers(host), major);
  if (server !== undefined) {
    const { openEmbeddedShadow } = await import('./embedded/embedded-shadow.ts');
    return openEmbeddedShadow({ server, user, host, ...rest });
  }
  const { openPgliteShadow } = await import('./pglite-shadow.ts');
  return openPgliteShadow(user, host).catch((cause: unknown) => {
    if (!(cause instanceof TrivetError) || cause.code !== 'SHADOW_UNAVAILABLE') throw cause;
    throw new TrivetError('SHADOW_UNAVAILABLE', 'no PostgreSQL to prove things on is installed', {
      hint: `Run: ${installCommand(major)} (or name a scratch server with --shadow postgres://…)`,
      cause,
    });
  });
}

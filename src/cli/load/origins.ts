import { TrivetError } from '../../base/errors.ts';
import type { OriginAddress, Origin } from '../../load/index.ts';
import type { LoadFlags } from '../commands/load-flags.ts';
import type { LoadFiles } from './files.ts';

/** How to connect to each of the origins that requests go to, by the options of the command line. */
export async function originsWith(
  addresses: readonly OriginAddress[],
  flags: LoadFlags,
  files: LoadFiles,
): Promise<readonly Origin[]> {
  const [ca, cert, key] = await Promise.all([
    flags.ca === undefined ? undefined : files.text(flags.ca, '--ca'),
    flags.cert === undefined ? undefined : files.text(flags.cert, '--cert'),
    flags.key === undefined ? undefined : files.text(flags.key, '--key'),
  ]);
  const resolved = (flags.resolve ?? []).map(parseResolve);
  const proxy = flags.proxy === undefined ? undefined : parseProxy(flags.proxy);
  const alpn = flags.http2 === true ? ['h2'] : ['http/1.1'];
  return addresses.map((address) => ({
    ...address,
    address: resolved.find(({ host, port }) => host === address.host && port === address.port)
      ?.address,
    socketPath: flags.unixSocket,
    proxy,
    tls: { insecure: flags.insecure ?? false, ca, cert, key, alpn },
  }));
}

interface Resolved {
  readonly host: string;
  readonly port: number;
  readonly address: string;
}

/** `api.example.com:443:127.0.0.1`; addresses of IPv6 may stand in brackets. */
function parseResolve(text: string): Resolved {
  const match = /^([^:]+):(\d+):\[?([^\]]+)\]?$/.exec(text);
  if (match === null) {
    throw new TrivetError('USAGE', `"${text}" cannot be --resolve.`, {
      hint: 'Write it like api.example.com:443:127.0.0.1.',
    });
  }
  return { host: match[1] ?? '', port: Number(match[2]), address: match[3] ?? '' };
}

function parseProxy(text: string): NonNullable<Origin['proxy']> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:') {
    throw new TrivetError('USAGE', `"${text}" cannot be --proxy.`, {
      hint: 'Write it like http://proxy.example.com:3128 or http://user:password@host:port.',
    });
  }
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 80 : Number(url.port),
    authorization:
      url.username === '' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`,
  };
}

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
  refuseUnused(resolved, addresses);
  if (ca !== undefined || cert !== undefined || key !== undefined) await checkPem(ca, cert, key);
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
  readonly text: string;
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
  const [, host = '', port = '', address = ''] = match;
  return { text, host: host.toLowerCase(), port: Number(port), address };
}

/** A misspelt name would send the load to the real host. */
function refuseUnused(resolved: readonly Resolved[], addresses: readonly OriginAddress[]): void {
  const unused = resolved.find(
    ({ host, port }) => !addresses.some((each) => each.host === host && each.port === port),
  );
  if (unused === undefined) return;
  const places = addresses.map(({ host, port }) => `${host}:${port}`).join(', ');
  throw new TrivetError(
    'USAGE',
    `--resolve ${unused.text} is of no use: requests go to ${places}.`,
    {
      hint: 'Write host and port as they are in the URL: api.example.com:443:127.0.0.1.',
    },
  );
}

/** What is wrong with certificates is known before the first connection. */
async function checkPem(
  ca: string | undefined,
  cert: string | undefined,
  key: string | undefined,
): Promise<void> {
  const { createSecureContext } = await import('node:tls');
  try {
    createSecureContext({ ca, cert, key });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TrivetError('USAGE', `The certificates cannot be used: ${reason}.`, {
      hint: 'Check that --ca, --cert and --key name PEM files, and that the key is that of the certificate.',
      cause,
    });
  }
}

function parseProxy(text: string): NonNullable<Origin['proxy']> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:') {
    throw new TrivetError('USAGE', `"${text}" cannot be --proxy.`, {
      hint: 'Write it like http://proxy.example.com:3128 or http://user:password@host:port.',
    });
  }
  const credentials = `${decoded(url.username)}:${decoded(url.password)}`;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 80 : Number(url.port),
    authorization:
      url.username === '' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`,
  };
}

/** A percent sign that introduces nothing stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Every way in which an exchange can end without a whole response, by the name that reports show. */
export const faultNames = [
  'none',
  'connection refused',
  'connection reset',
  'connection timeout',
  'connection closed',
  'first byte timeout',
  'response timeout',
  'truncated response',
  'malformed response',
  'TLS error',
  'DNS failure',
  'host unreachable',
  'too many open files',
  'no free local port',
  'proxy refused',
  'stream reset',
  'connection error',
  'unfinished at the end',
  'never sent',
  'unexpected body',
  'too many redirects',
  'failed check',
] as const;

export type FaultName = (typeof faultNames)[number];

/** Index into `faultNames`; 0 is success. Numbers, because one is stored for every request. */
export type Fault = number;

/** Index of a fault's name. */
export function faultOf(name: FaultName): Fault {
  return faultNames.indexOf(name);
}

/**
 * What an error of a socket means, by its code: https://nodejs.org/api/errors.html#common-system-errors, errno(3),
 * and getaddrinfo(3) for names.
 */
export function faultOfError(error: NodeJS.ErrnoException): Fault {
  const { code = '' } = error;
  const known = codes.get(code);
  if (known !== undefined) return faultOf(known);
  if (code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || certificateCodes.test(code)) {
    return faultOf('TLS error');
  }
  return faultOf('connection error');
}

const codes: ReadonlyMap<string, FaultName> = new Map([
  ['ECONNREFUSED', 'connection refused'],
  // A unix socket without its file.
  ['ENOENT', 'connection refused'],
  ['ECONNRESET', 'connection reset'],
  ['EPIPE', 'connection reset'],
  ['ECONNABORTED', 'connection reset'],
  ['ETIMEDOUT', 'connection timeout'],
  ['ENOTFOUND', 'DNS failure'],
  ['EAI_AGAIN', 'DNS failure'],
  ['EAI_FAIL', 'DNS failure'],
  ['EHOSTUNREACH', 'host unreachable'],
  ['ENETUNREACH', 'host unreachable'],
  ['EMFILE', 'too many open files'],
  ['ENFILE', 'too many open files'],
  ['EADDRNOTAVAIL', 'no free local port'],
  ['EPROTO', 'TLS error'],
]);

/** Codes of certificate checks: https://docs.openssl.org/master/man1/openssl-verification-options/ */
const certificateCodes =
  /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED|UNABLE_TO_|ERR_OSSL|HOSTNAME_MISMATCH|INVALID_CA)/;

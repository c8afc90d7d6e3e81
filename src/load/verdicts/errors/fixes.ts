/** What to do about a kind of failure, by its name in reports: `HTTP 503`, `connection reset`. */
export function fixFor(name: string): string {
  const [, fix = 'Send one such request by hand and look into the log of the server.'] =
    fixes.find(([pattern]) => pattern.test(name)) ?? [];
  return fix;
}

/** The first that fits. Names are those of `http/fault.ts`. */
const fixes: readonly (readonly [name: RegExp, fix: string])[] = [
  [
    /^HTTP 50[234]$/,
    'Look at what stands before the application (health checks, upstream timeouts, limits of concurrency): it turned requests away or got no answer.',
  ],
  [
    /^HTTP 5/,
    'Look into the log of the server for what fails under load: a used-up connection pool, an upstream, memory.',
  ],
  [/^HTTP 40[13]$/, 'Check the credentials that are sent, and that they last for the whole run.'],
  [/^HTTP 404$/, 'Check the URL, and that the records it asks for exist.'],
  [/^HTTP 4/, 'Check what is sent (method, headers, body): the server does not accept it.'],
  [/^HTTP /, 'Check why the server does not answer with the status that was expected.'],
  [
    /^connection refused$/,
    'Check that the server listens at this address and stays up: a process that crashes or restarts refuses connections.',
  ],
  [
    /^(connection (reset|closed|error)|stream reset)$/,
    'Look for crashes, restarts and limits of connections, and give the server a longer keep-alive timeout than the pauses between requests.',
  ],
  [
    /^(truncated|malformed) response$/,
    'Look for handlers that fail while they write, for a wrong Content-Length, and for a proxy that cuts responses off.',
  ],
  [
    /^TLS error$/,
    'Check the certificate and its name (--ca for a private one, --insecure to accept any), and whether the server can take so many handshakes.',
  ],
  [
    /^DNS failure$/,
    'Check the name of the host and its resolver, or give the address with --resolve.',
  ],
  [/^host unreachable$/, 'Check the route to the server, and firewalls on it.'],
  [
    /^too many open files$/,
    'Raise the limit of open files where trivet runs (ulimit -n), or lower --concurrency.',
  ],
  [
    /^no free local port$/,
    'Keep connections alive: one that was closed may hold its local port for a minute (TIME_WAIT); or widen net.ipv4.ip_local_port_range.',
  ],
  [
    /^proxy refused$/,
    'Check the credentials of the proxy, and that it allows CONNECT to this port.',
  ],
  [
    /^too many redirects$/,
    'Send requests to the URL that the redirects lead to, or raise --follow.',
  ],
  [
    /^(unexpected body|failed check)$/,
    'Look at a response by hand: its status is fine, but it does not hold what was asked for.',
  ],
];

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { HttpError } from '../http-error.ts';
import { envelope } from '../reply/reply.ts';
import { ConfigError } from './config.ts';

export interface ServeOptions {
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** For a whole request to arrive. Default: 30 s. */
  readonly requestTimeoutMs?: number;
  /** For its header section to arrive. Default: 10 s. */
  readonly headersTimeoutMs?: number;
  /** For an idle connection; longer than that of the load balancer in front. Default: 65 s. */
  readonly keepAliveTimeoutMs?: number;
  /** For the header section as a whole. Default: 16 KiB. */
  readonly maxHeaderBytes?: number;
}

export interface DrainOptions {
  /** How long idle connections may still send a request, which is then answered as their last. Default: 0. */
  readonly idleGraceMs?: number;
  /** When connections that are still busy are cut. Default: 10 s. */
  readonly timeoutMs?: number;
}

/** A server that listens. */
export interface Listening {
  /** Base URL without a trailing slash: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Stops accepting connections, lets those that are open finish, and resolves when all are closed. */
  readonly drain: (options?: DrainOptions) => Promise<void>;
}

/** Serves HTTP/1.1 with time limits for slow clients, and the error envelope also for what is no valid HTTP. */
export async function serve(listener: RequestListener, options: ServeOptions): Promise<Listening> {
  const state = { draining: false };
  const server = createServer(
    {
      requestTimeout: options.requestTimeoutMs ?? 30_000,
      headersTimeout: options.headersTimeoutMs ?? 10_000,
      keepAliveTimeout: options.keepAliveTimeoutMs ?? 65_000,
      maxHeaderSize: options.maxHeaderBytes ?? 16_384,
      connectionsCheckingInterval: 5_000,
      // Checked here, as Node's own refusal has no body.
      requireHostHeader: false,
    },
    (request, response) => {
      if (state.draining) response.shouldKeepAlive = false;
      if (request.httpVersion === '1.1' && request.headers.host === undefined) {
        refuse(response, 400);
      } else {
        listener(request, response);
      }
    },
  );
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    refuse(response, 417);
  });
  server.on('clientError', answerClientError);
  await listen(server, options);
  return {
    url: urlOf(server),
    drain: async (drainOptions = {}) => {
      state.draining = true;
      await drain(server, drainOptions);
    },
  };
}

function listen(server: Server, { host, port }: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      const reason = listenReasons.get(error.code ?? '')?.(host, port);
      reject(reason === undefined ? error : new ConfigError([reason]));
    };
    server.once('error', fail);
    server.listen({ host, port }, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

type ListenReason = (host: string, port: number) => string;

const noSuchHost: ListenReason = (host) => `HOST ${host} is no address of this machine`;

/** What is the operator's to correct; anything else is reported as it is. */
const listenReasons: ReadonlyMap<string, ListenReason> = new Map([
  ['EADDRINUSE', (host, port) => `PORT ${port} of ${host} is in use by another process`],
  ['EACCES', (_host, port) => `PORT ${port} needs rights that this process does not have`],
  ['EADDRNOTAVAIL', noSuchHost],
  ['ENOTFOUND', noSuchHost],
]);

function urlOf(server: Server): string {
  const bound = server.address();
  // A string is the path of a pipe, which nobody asked for.
  if (bound === null || typeof bound === 'string') throw new Error('The server does not listen');
  const { address, family, port } = bound;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** How often a draining server looks for connections that have become idle. */
const IDLE_CHECK_MS = 50;

/**
 * `http.Server.close` would cut idle connections at once, also one whose next request is on its way: the caller would
 * see a reset. So only the listening socket is closed first, and what still comes is answered with `Connection: close`.
 */
async function drain(
  server: Server,
  { idleGraceMs = 0, timeoutMs = 10_000 }: DrainOptions,
): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => {
    NetServer.prototype.close.call(server, () => resolve());
  });
  const startMs = performance.now();
  const sweep = (): void => {
    const passedMs = performance.now() - startMs;
    if (passedMs >= timeoutMs) server.closeAllConnections();
    else if (passedMs >= idleGraceMs) server.closeIdleConnections();
  };
  sweep();
  const timer = setInterval(sweep, IDLE_CHECK_MS);
  await closed;
  clearInterval(timer);
}

/** What never became a request: malformed, too large a header section, too slow. */
function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { head, fields, body } = refusal(clientErrorStatus(error.code));
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${head}`, ...lines, '', body].join('\r\n'));
}

/** What HTTP forbids before any operation is meant. */
function refuse(response: ServerResponse, status: number): void {
  const { fields, body } = refusal(status);
  response.writeHead(status, fields).end(body);
}

interface Refusal {
  /** `400 BAD_REQUEST` */
  readonly head: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly body: string;
}

function refusal(status: number): Refusal {
  const problem = new HttpError(status);
  const requestId = randomUUID();
  const body = JSON.stringify(envelope(problem, requestId));
  const fields = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
    connection: 'close',
  };
  return { head: `${problem.status} ${problem.code}`, fields, body };
}

function clientErrorStatus(code: string | undefined): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return 413;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}

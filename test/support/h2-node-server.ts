import { once } from 'node:events';
import {
  createSecureServer,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
  type Settings,
} from 'node:http2';
import type { Identity } from './self-signed.ts';

/** Node's own server of HTTP/2. */
export interface NodeServer extends AsyncDisposable {
  readonly port: number;
  readonly sessions: ServerHttp2Session[];
}

export type OnStream = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

/** With TLS where there is an identity. */
export async function serveNode(
  onStream: OnStream,
  settings: Settings = {},
  identity?: Identity,
): Promise<NodeServer> {
  const server: Http2Server =
    identity === undefined
      ? createServer({ settings })
      : createSecureServer({ settings, ...identity });
  const sessions: ServerHttp2Session[] = [];
  server.on('session', (session) => {
    sessions.push(session);
    session.on('error', () => {});
  });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    onStream(stream, headers);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    sessions,
    async [Symbol.asyncDispose]() {
      for (const session of sessions) session.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** A TCP server that says exactly what a test wants it to say. */
export interface RawServer extends AsyncDisposable {
  readonly port: number;
  /** All connections so far, closed ones among them. */
  readonly sockets: Socket[];
}

/** Told of each read of each connection, with its place in the order of both. */
export type OnRequest = (socket: Socket, request: RawRequest) => void;

export interface RawRequest {
  readonly text: string;
  /** From 0. */
  readonly connection: number;
  /** Of this connection, from 0. */
  readonly turn: number;
}

/** Requests of tests are small and come one at a time, so that each read is one of them. */
export async function serveBytes(
  onRequest: OnRequest,
  where: { readonly path: string } | { readonly port: number; readonly host: string } = {
    port: 0,
    host: '127.0.0.1',
  },
): Promise<RawServer> {
  const sockets: Socket[] = [];
  const server: Server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const connection = sockets.push(socket) - 1;
    let turn = 0;
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.end());
    socket.on('data', (chunk: Buffer) => {
      onRequest(socket, { text: chunk.toString('latin1'), connection, turn });
      turn += 1;
    });
  });
  server.listen(where);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    sockets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port of this machine on which nobody listens. */
export async function closedPort(): Promise<number> {
  const { port, [Symbol.asyncDispose]: close } = await serveBytes(() => undefined);
  await close();
  return port;
}

import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** A frame of HTTP/2 as it arrived. */
export interface RawFrame {
  readonly type: number;
  readonly flags: number;
  readonly id: number;
  readonly payload: Buffer;
}

/** A connection of a server that says exactly what a test wants it to say. */
export interface RawConnection {
  readonly socket: Socket;
  /** All that the client has sent, without the preface. */
  readonly frames: RawFrame[];
  send(...bytes: readonly Uint8Array[]): void;
}

export interface RawServer extends AsyncDisposable {
  readonly port: number;
  readonly connections: RawConnection[];
}

export interface RawBehaviour {
  /** Called with each frame of the client. */
  readonly onFrame?: (frame: RawFrame, connection: RawConnection) => void;
  /** Sent as soon as a connection is there; empty settings unless told otherwise. */
  readonly greeting?: Uint8Array;
}

/** A server of HTTP/2 without any rules. */
export async function serveRaw({
  onFrame = () => {},
  greeting = frame(frameTypes.settings, 0, 0),
}: RawBehaviour): Promise<RawServer> {
  const connections: RawConnection[] = [];
  const server = createServer({ noDelay: true }, (socket) => {
    const connection: RawConnection = {
      socket,
      frames: [],
      send: (...bytes) => void socket.write(Buffer.concat(bytes)),
    };
    connections.push(connection);
    socket.on('error', () => {});
    connection.send(greeting);
    let unread = Buffer.alloc(0);
    let hasPreface = false;
    socket.on('data', (chunk: Buffer) => {
      unread = Buffer.concat([unread, chunk]);
      if (!hasPreface && unread.length >= prefaceBytes) {
        unread = unread.subarray(prefaceBytes);
        hasPreface = true;
      }
      if (!hasPreface) return;
      for (let next = firstFrame(unread); next !== undefined; next = firstFrame(unread)) {
        unread = unread.subarray(9 + next.payload.length);
        connection.frames.push(next);
        onFrame(next, connection);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    connections,
    async [Symbol.asyncDispose]() {
      for (const { socket } of connections) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export const frameTypes = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  push: 5,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;

export const flags = { endStream: 1, ack: 1, endHeaders: 4, padded: 8, priority: 32 } as const;

export function frame(
  type: number,
  frameFlags: number,
  id: number,
  ...payload: readonly Uint8Array[]
): Buffer {
  const body = Buffer.concat(payload);
  const head = Buffer.alloc(9);
  head.writeUIntBE(body.length, 0, 3);
  head[3] = type;
  head[4] = frameFlags;
  head.writeUInt32BE(id, 5);
  return Buffer.concat([head, body]);
}

export function uint32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
}

export function settings(...values: readonly (readonly [id: number, value: number])[]): Buffer {
  const bytes = values.map(([id, value]) => Buffer.concat([Buffer.of(id >> 8, id), uint32(value)]));
  return frame(frameTypes.settings, 0, 0, ...bytes);
}

/** A literal field without indexing and without Huffman code. */
export function literal(name: string, value: string): Buffer {
  return Buffer.concat([Buffer.of(0), plainString(name), plainString(value)]);
}

/** A string of at most 16,000 bytes without Huffman code. */
export function plainString(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  const rest = bytes.length - 127;
  const length =
    rest < 0
      ? Buffer.of(bytes.length)
      : rest < 128
        ? Buffer.of(127, rest)
        : Buffer.of(127, (rest & 127) | 128, rest >> 7);
  return Buffer.concat([length, bytes]);
}

/** `:status: 200` by its number in the static table. */
export const ok: Buffer = Buffer.of(0x88);

/** HEADERS that hold a whole block. */
export function headers(id: number, block: Uint8Array, more = 0): Buffer {
  return frame(frameTypes.headers, flags.endHeaders | more, id, block);
}

export function data(id: number, text: string, more = 0): Buffer {
  return frame(frameTypes.data, more, id, Buffer.from(text, 'latin1'));
}

const prefaceBytes = 24;

function firstFrame(bytes: Buffer): RawFrame | undefined {
  if (bytes.length < 9) return undefined;
  const length = bytes.readUIntBE(0, 3);
  if (bytes.length < 9 + length) return undefined;
  return {
    type: bytes[3] ?? 0,
    flags: bytes[4] ?? 0,
    id: bytes.readUInt32BE(5),
    payload: Buffer.from(bytes.subarray(9, 9 + length)),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

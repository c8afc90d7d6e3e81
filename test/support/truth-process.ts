import { createServer, type Socket } from 'node:net';
import { behaviourOf, type TruthRequest } from './truth-behaviours.ts';
import type { TruthReport } from './truth-server.ts';

// The process of `truth-server.ts`: takes requests apart, counts them, and hands each to the behaviour of its path.

const requests = new Map<string, number>();
const queries = new Map<string, Set<string>>();
const queriesMax = 5000;
let total = 0;
let connections = 0;
let open = 0;
let openMax = 0;
let busy = 0;
let busyMax = 0;
let bodyBytes = 0;

function report(): TruthReport {
  return {
    requests: Object.fromEntries(requests),
    total,
    connections,
    openMax,
    busyMax,
    bodyBytes,
    queries: Object.fromEntries(Array.from(queries, ([path, all]) => [path, [...all]])),
  };
}

const server = createServer({ noDelay: true }, (socket) => {
  connections += 1;
  open += 1;
  openMax = Math.max(openMax, open);
  let received: Buffer = Buffer.alloc(0);
  let underWay = 0;
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    open -= 1;
    busy -= underWay;
    underWay = 0;
  });
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    for (;;) {
      const parsed = parse(received);
      if (parsed === undefined) return;
      received = received.subarray(parsed.length);
      underWay += 1;
      busy += 1;
      busyMax = Math.max(busyMax, busy);
      answer(socket, parsed.request, () => {
        if (underWay === 0) return;
        underWay -= 1;
        busy -= 1;
      });
    }
  });
});

interface Parsed {
  readonly request: TruthRequest;
  /** Bytes that it took. */
  readonly length: number;
}

function parse(bytes: Buffer): Parsed | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const head = bytes.toString('latin1', 0, headEnd);
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  const end = headEnd + 4 + length;
  if (bytes.length < end) return undefined;
  const [, method = '', path = '', query = ''] = /^(\S+) ([^\s?]*)\??(\S*)/.exec(head) ?? [];
  return {
    request: { method, path, query, head, body: bytes.subarray(headEnd + 4, end) },
    length: end,
  };
}

function answer(socket: Socket, request: TruthRequest, onAnswered: () => void): void {
  const { method, path, query, body } = request;
  const name = `${method} ${path}`;
  total += 1;
  requests.set(name, (requests.get(name) ?? 0) + 1);
  bodyBytes += body.length;
  if (query !== '') {
    const known = queries.get(path) ?? new Set();
    queries.set(path, known);
    if (known.size < queriesMax) known.add(query);
  }
  behaviourOf(request)(socket, request, onAnswered);
}

process.on('message', (id: number) => process.send?.({ id, report: report() }));
process.on('disconnect', () => process.exit());
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', 4096, () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});

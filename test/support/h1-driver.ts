import type { Exchange, PreparedRequest } from '../../src/http/exchange.ts';
import { type FaultName, faultNames } from '../../src/http/fault.ts';
import { Http1Channel } from '../../src/http/h1/channel.ts';
import { prepareHttp1 } from '../../src/http/h1/prepare.ts';
import type { RequestMessage } from '../../src/http/message.ts';
import type { Origin } from '../../src/http/origin.ts';

/** A finished exchange, as a copy. */
export interface Finished extends Omit<Readonly<Exchange>, 'fault'> {
  readonly fault: FaultName;
  /** The kept body as text. */
  readonly text: string;
}

/** A channel of HTTP/1.1 with somebody who looks at the clock. */
export interface Driver extends Disposable {
  readonly channel: Http1Channel;
  readonly connections: { opened: number; closedIdle: number };
  /** How long each connection took. */
  readonly times: readonly { readonly connectMs: number; readonly tlsMs: number }[];
  /** Name of the fault that opening ended with. */
  open(): Promise<FaultName>;
  send(prepared?: PreparedRequest): Promise<Finished>;
}

export interface DriverOptions {
  readonly origin: Origin;
  readonly connectMs?: number;
  readonly firstByteMs?: number;
  readonly totalMs?: number;
}

export function createDriver(options: DriverOptions): Driver {
  const { origin, connectMs = 10_000, firstByteMs = 10_000, totalMs = 10_000 } = options;
  const connections = { opened: 0, closedIdle: 0 };
  const times: { connectMs: number; tlsMs: number }[] = [];
  let waiting: ((finished: Finished) => void) | undefined;
  const channel = new Http1Channel(
    origin,
    {
      onDone({ exchange }) {
        if (waiting === undefined) throw new Error('An exchange ended that was not under way.');
        const resolve = waiting;
        waiting = undefined;
        const fault = faultNames[exchange.fault] ?? 'none';
        resolve({ ...exchange, fault, text: Buffer.from(exchange.body ?? []).toString('latin1') });
      },
    },
    {
      onConnected: (tcpMs, tlsMs) => {
        connections.opened += 1;
        times.push({ connectMs: tcpMs, tlsMs });
      },
      onIdleClose: () => void (connections.closedIdle += 1),
    },
    { connectMs, firstByteMs, totalMs },
  );
  const ticker = setInterval(() => channel.checkTime(performance.now()), 2);
  return {
    channel,
    connections,
    times,
    open: async () => faultNames[await channel.open()] ?? 'none',
    send(prepared = get()) {
      const { promise, resolve } = Promise.withResolvers<Finished>();
      channel.send(prepared);
      // Only now: an end within `send` would be a mistake.
      waiting = resolve;
      return promise;
    },
    [Symbol.dispose]() {
      clearInterval(ticker);
      channel.close();
    },
  };
}

/** A GET of `/` whose response is kept, but for what a test says. */
export function get(changes: Partial<RequestMessage> = {}): PreparedRequest {
  return prepareHttp1({
    method: 'GET',
    target: '/',
    authority: 'localhost',
    scheme: 'http',
    headers: [],
    body: undefined,
    keep: 'body',
    ...changes,
  });
}

/** A port of this machine, but for what a test says. */
export function originAt(port: number, changes: Partial<Origin> = {}): Origin {
  return {
    protocol: 'http:',
    host: '127.0.0.1',
    port,
    address: undefined,
    socketPath: undefined,
    proxy: undefined,
    tls: { insecure: false, ca: undefined, cert: undefined, key: undefined, alpn: ['http/1.1'] },
    ...changes,
  };
}

import type { Channel, Exchange, PreparedRequest } from '../../src/http/exchange.ts';
import { type FaultName, faultNames } from '../../src/http/fault.ts';
import { createHttp2Channels, type Http2Settings } from '../../src/http/h2/connection.ts';
import { prepareHttp2 } from '../../src/http/h2/prepare.ts';
import type { RequestMessage } from '../../src/http/message.ts';
import type { Origin, TlsSettings } from '../../src/http/origin.ts';

/** A finished exchange, as a copy. */
export interface Finished extends Omit<Readonly<Exchange>, 'fault'> {
  readonly fault: FaultName;
}

/** Channels of one connection of HTTP/2 to a port of this machine, with somebody who looks at the clock. */
export interface Driver extends Disposable {
  readonly channels: readonly Channel[];
  readonly connections: { opened: number; closedIdle: number };
  /** Sends on a channel, the first unless told otherwise. */
  send(prepared: PreparedRequest, place?: number): Promise<Finished>;
}

export interface DriverOptions {
  readonly port: number;
  readonly count?: number;
  readonly tls?: TlsSettings;
  readonly timeoutMs?: number;
  readonly connectTimeoutMs?: number;
  readonly firstByteTimeoutMs?: number;
  readonly firstStreamId?: number;
}

export function createDriver(options: DriverOptions): Driver {
  const connections = { opened: 0, closedIdle: 0 };
  const waiting = new Map<Channel, (finished: Finished) => void>();
  const channels = createHttp2Channels({
    ...settingsOf(options),
    watcher: {
      onConnected: () => void (connections.opened += 1),
      onIdleClose: () => void (connections.closedIdle += 1),
    },
    owner: {
      onDone(channel) {
        const { exchange } = channel;
        const resolve = waiting.get(channel);
        if (resolve === undefined) throw new Error('An exchange ended that was not under way.');
        waiting.delete(channel);
        resolve({ ...exchange, fault: faultNames[exchange.fault] ?? 'none' });
      },
    },
  });
  const ticker = setInterval(() => {
    for (const channel of channels) channel.checkTime(performance.now());
  }, 2);
  return {
    channels,
    connections,
    send(prepared, place = 0) {
      const channel = channels[place];
      if (channel === undefined) throw new RangeError(`There is no channel ${place}.`);
      const { promise, resolve } = Promise.withResolvers<Finished>();
      channel.send(prepared);
      // Only now: an end within `send` would be a mistake.
      waiting.set(channel, resolve);
      return promise;
    },
    [Symbol.dispose]() {
      clearInterval(ticker);
      for (const channel of channels) channel.close();
    },
  };
}

/** A GET of `/` whose response is kept, but for what a test says. */
export function request(changes: Partial<RequestMessage> = {}): PreparedRequest {
  return prepareHttp2({
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

export function bodyText({ body }: Pick<Finished, 'body'>): string {
  return Buffer.from(body ?? []).toString();
}

/** A port of this machine. */
export function originOf(port: number, tls?: TlsSettings): Origin {
  return {
    protocol: tls === undefined ? 'http:' : 'https:',
    host: 'localhost',
    port,
    address: '127.0.0.1',
    socketPath: undefined,
    proxy: undefined,
    tls: tls ?? { insecure: false, ca: undefined, cert: undefined, key: undefined, alpn: [] },
  };
}

function settingsOf(options: DriverOptions): Omit<Http2Settings, 'owner' | 'watcher'> {
  const { port, count = 1, tls, firstStreamId = 1, timeoutMs = 10_000 } = options;
  return {
    origin: originOf(port, tls),
    count,
    timeouts: {
      connectMs: options.connectTimeoutMs ?? timeoutMs,
      firstByteMs: options.firstByteTimeoutMs ?? timeoutMs,
      totalMs: timeoutMs,
    },
    now: () => performance.now(),
    firstStreamId,
  };
}

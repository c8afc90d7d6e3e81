import * as net from 'node:net';
import type * as tls from 'node:tls';
import { builtin } from '../base/builtin.ts';
import { type Fault, faultOf, faultOfError } from './fault.ts';
import { lookupCached } from './lookup.ts';
import type { Origin } from './origin.ts';
import { openTunnel } from './tunnel.ts';

/** An open (or opening) connection as the protocols above see it: bytes out. */
export interface Wire {
  write(bytes: Uint8Array): void;
  /** Closes at once; no handler is called after it. */
  destroy(): void;
}

/** What a connection has to say: first `onConnected`, then data, at last one of `onEnd` and `onError`. */
export interface WireHandlers {
  /** Name resolution and TCP together, and TLS, in milliseconds; the protocol that ALPN chose. */
  onConnected(connectMs: number, tlsMs: number, alpn: string | undefined): void;
  /** The first `length` bytes of `chunk` are new. They are valid during the call only: all connections share a buffer. */
  onData(chunk: Uint8Array, length: number): void;
  /** The peer has sent all it had to send. */
  onEnd(): void;
  onError(fault: Fault): void;
}

/** Opens a connection to an origin: TCP or a unix socket, through a proxy where there is one, TLS where it says so. */
export function connect(origin: Origin, handlers: WireHandlers): Wire {
  return origin.proxy === undefined
    ? directWire(origin, handlers)
    : proxiedWire(origin, origin.proxy, handlers);
}

/**
 * Data is read into one buffer that all connections of a thread share: a callback is done with it before the next one
 * is called, and a load generator then needs no memory per read. No Buffer: `slice` of one is a view, not a copy.
 */
const sharedBuffer: Uint8Array = new Uint8Array(64 * 1024);

function directWire(origin: Origin, handlers: WireHandlers): Wire {
  const startedMs = performance.now();
  let connectedMs = 0;
  const onread = {
    buffer: sharedBuffer,
    callback: (length: number, buffer: Uint8Array): boolean => {
      if (wire.live) handlers.onData(buffer, length);
      return true;
    },
  };
  const target = { ...addressOf(origin), noDelay: true, lookup: lookupCached, onread };
  const onTcp = (): void => void (connectedMs = performance.now());
  const socket =
    origin.protocol === 'https:'
      ? nodeTls().connect({ ...target, ...tlsOptions(origin) })
      : net.connect(target);
  let ready = false;
  const wire = watch(socket, handlers, () => connectedMs !== 0 && !ready);
  socket.once('connect', onTcp);
  socket.once(origin.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
    ready = true;
    announce(wire, socket, startedMs, connectedMs);
  });
  return wire;
}

/** Not a hot path: proxies cost more than ordinary reads do. */
function proxiedWire(
  origin: Origin,
  proxy: NonNullable<Origin['proxy']>,
  handlers: WireHandlers,
): Wire {
  const startedMs = performance.now();
  let inner: SocketWire | undefined;
  const raw = net.connect({ host: proxy.host, port: proxy.port, noDelay: true });
  const outer = watch(raw, handlers, () => false);
  openTunnel(raw, origin, proxy, (failure) => {
    if (!outer.live) return;
    if (failure !== undefined) return outer.fail(failure);
    const connectedMs = performance.now();
    // From here on the socket's events belong to what runs through the tunnel.
    outer.live = false;
    const socket =
      origin.protocol === 'https:'
        ? nodeTls().connect({ socket: raw, ...tlsOptions(origin) })
        : raw;
    let ready = socket === raw;
    inner = watch(socket, handlers, () => !ready);
    const wire = inner;
    socket.on('data', (chunk: Buffer) => {
      if (wire.live) handlers.onData(chunk, chunk.length);
    });
    const onReady = (): void => {
      ready = true;
      announce(wire, socket, startedMs, connectedMs);
    };
    if (ready) onReady();
    else socket.once('secureConnect', onReady);
    socket.resume();
  });
  return {
    write: (bytes) => inner?.write(bytes),
    destroy: () => {
      outer.destroy();
      inner?.destroy();
    },
  };
}

interface SocketWire extends Wire {
  live: boolean;
  readonly handlers: WireHandlers;
  fail(fault: Fault): void;
}

/** @param isHandshaking whether TCP is there and TLS is not yet: whatever goes wrong then is TLS's */
function watch(
  socket: net.Socket,
  handlers: WireHandlers,
  isHandshaking: () => boolean,
): SocketWire {
  const wire: SocketWire = {
    live: true,
    handlers,
    write: (bytes) => void socket.write(bytes),
    destroy: () => {
      wire.live = false;
      socket.destroy();
    },
    fail: (fault) => {
      if (!wire.live) return;
      wire.destroy();
      handlers.onError(fault);
    },
  };
  const end = (): void => {
    if (!wire.live) return;
    if (isHandshaking()) return wire.fail(faultOf('TLS error'));
    wire.destroy();
    handlers.onEnd();
  };
  socket.on('error', (error) => {
    wire.fail(isHandshaking() ? faultOf('TLS error') : faultOfError(error));
  });
  socket.on('end', end);
  socket.on('close', end);
  return wire;
}

function announce(
  wire: SocketWire,
  socket: net.Socket,
  startedMs: number,
  connectedMs: number,
): void {
  if (!wire.live) return;
  const secured = isSecured(socket) ? socket : undefined;
  const alpn = secured?.alpnProtocol || undefined;
  const tlsMs = secured === undefined ? 0 : performance.now() - connectedMs;
  wire.handlers.onConnected(connectedMs - startedMs, tlsMs, alpn);
}

function isSecured(socket: net.Socket): socket is tls.TLSSocket {
  return 'encrypted' in socket;
}

/** 25 ms that plain HTTP does not need. */
const nodeTls: () => typeof tls = builtin('node:tls');

function addressOf(origin: Origin): net.NetConnectOpts {
  if (origin.socketPath !== undefined) return { path: origin.socketPath };
  return { host: origin.address ?? origin.host, port: origin.port };
}

function tlsOptions({ host, tls: settings }: Origin): tls.ConnectionOptions {
  return {
    // RFC 6066 section 3: an address is no server name.
    ...(net.isIP(host) === 0 && { servername: host }),
    rejectUnauthorized: !settings.insecure,
    ALPNProtocols: [...settings.alpn],
    ...(settings.ca !== undefined && { ca: settings.ca }),
    ...(settings.cert !== undefined && { cert: settings.cert }),
    ...(settings.key !== undefined && { key: settings.key }),
  };
}

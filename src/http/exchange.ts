import type { Fault } from './fault.ts';

/** How much of a response a request wants to see. Bodies are counted, and kept only where somebody asks. */
export type Keep = 'nothing' | 'headers' | 'body';

/** A request as bytes: made once, sent many times. */
export interface PreparedRequest {
  /** HTTP/1.1: the whole message. HTTP/2: the header block, compressed without state (HPACK literals). */
  readonly head: Uint8Array;
  /** HTTP/2 only: what goes into DATA frames. */
  readonly body: Uint8Array | undefined;
  /** A response to HEAD has no body, whatever its fields say. */
  readonly isHead: boolean;
  readonly keep: Keep;
}

/**
 * One request and what became of it. There is one such object for each channel, used again for every request, so that
 * a request allocates nothing; whoever wants to keep something copies it. Times are of `performance.now()`.
 */
export interface Exchange {
  /** Status of the final response, 0 while (or where) there is none. */
  status: number;
  /** 0 where a whole response arrived. */
  fault: Fault;
  /** When the channel was asked to send; a connection that must be opened first is part of the time from here. */
  startedMs: number;
  /** When the request was handed to an open connection; 0 where none was. */
  sentMs: number;
  /** When the first byte of the response arrived; 0 where none did. */
  firstByteMs: number;
  endedMs: number;
  /** On the wire, heads included. */
  bytesSent: number;
  bytesReceived: number;
  /** Only where asked for: status line and fields of the final response as they arrived, in latin1. */
  headers: string | undefined;
  /** Only where asked for: the body without its transfer encoding. */
  body: Uint8Array | undefined;
}

export function emptyExchange(): Exchange {
  return {
    status: 0,
    fault: 0,
    startedMs: 0,
    sentMs: 0,
    firstByteMs: 0,
    endedMs: 0,
    bytesSent: 0,
    bytesReceived: 0,
    headers: undefined,
    body: undefined,
  };
}

/** What carries one exchange at a time: a connection of HTTP/1.1, or a place for a stream on one of HTTP/2. */
export interface Channel {
  readonly exchange: Exchange;
  /** True between `send` and the owner's `onDone`. */
  readonly busy: boolean;
  /** Opens the connection ahead of the first request. Resolves with 0, or with the fault where that failed. */
  open(): Promise<Fault>;
  /** Sends now; opens a connection where none is open. Ends in `owner.onDone`, never synchronously. */
  send(request: PreparedRequest): void;
  /** Ends the exchange that is under way (`onDone` follows at once, synchronously) with a fault, and its connection. */
  abort(fault: Fault): void;
  /** Called every few milliseconds: ends what has waited too long. */
  checkTime(nowMs: number): void;
  /** Closes without a word. */
  close(): void;
}

/** Who hears of the end of exchanges and of the making of connections. */
export interface ChannelOwner {
  onDone(channel: Channel): void;
}

/** How connections came about; shared by all channels of a worker. */
export interface ConnectionWatcher {
  /** Name resolution and TCP together, then TLS (0 without it), in milliseconds. */
  onConnected(connectMs: number, tlsMs: number): void;
  /** The server closed a connection that had no exchange under way. */
  onIdleClose(): void;
}

/** Limits of time for each exchange, in milliseconds. */
export interface Timeouts {
  readonly connectMs: number;
  /** From sending to the first byte of the response. */
  readonly firstByteMs: number;
  /** From `send` to the last byte. */
  readonly totalMs: number;
}

import {
  type Channel,
  type ChannelOwner,
  emptyExchange,
  type Exchange,
  type PreparedRequest,
  type Timeouts,
} from '../exchange.ts';
import { type Fault, faultOf } from '../fault.ts';
import { ResponseReader } from './response-reader.ts';

/** The connection that a channel's request went to, or waits for. */
export interface Line {
  /** Takes the request away from it; the channel hears nothing more. */
  cancel(channel: Http2Channel): void;
}

/** What all channels of a connection have in common; replaces the connection when it is lost. */
export interface Carrier {
  nowMs(): number;
  open(): Promise<Fault>;
  /** Sends the channel's request, or lets it wait. */
  send(channel: Http2Channel): void;
  checkTime(nowMs: number): void;
  /** A channel is in use from its first request, or from being opened, until it is closed. */
  join(): void;
  leave(): void;
}

/** A place for one stream at a time on a connection of HTTP/2. */
export class Http2Channel implements Channel {
  readonly exchange: Exchange = emptyExchange();
  busy = false;
  /** What is being sent, or was sent last. */
  request: PreparedRequest = nothing;
  readonly response: ResponseReader = new ResponseReader(this.exchange);
  line: Line | undefined;
  /** Of the stream; 0 while the request waits for one. */
  id = 0;
  /** How often the request went to another connection because the one it waited for was given up. */
  moves = 0;
  /** Of what the server sent (`Inflowing`). */
  unreportedBytes = 0;

  readonly #carrier: Carrier;
  readonly #owner: ChannelOwner;
  readonly #timeouts: Timeouts;
  #isInUse = false;

  constructor(carrier: Carrier, owner: ChannelOwner, timeouts: Timeouts) {
    this.#carrier = carrier;
    this.#owner = owner;
    this.#timeouts = timeouts;
  }

  open(): Promise<Fault> {
    this.#join();
    return this.#carrier.open();
  }

  send(request: PreparedRequest): void {
    const { exchange } = this;
    this.busy = true;
    this.request = request;
    this.moves = 0;
    this.unreportedBytes = 0;
    exchange.status = 0;
    exchange.fault = 0;
    exchange.startedMs = this.#carrier.nowMs();
    exchange.sentMs = 0;
    exchange.firstByteMs = 0;
    exchange.bytesSent = 0;
    exchange.bytesReceived = 0;
    exchange.headers = undefined;
    exchange.body = undefined;
    this.response.start(request);
    this.#join();
    this.#carrier.send(this);
  }

  /** Ends the stream only: others on the connection are none of its business. */
  abort(fault: Fault): void {
    if (!this.busy) return;
    this.line?.cancel(this);
    this.finish(fault, this.#carrier.nowMs());
  }

  checkTime(nowMs: number): void {
    this.#carrier.checkTime(nowMs);
    if (!this.busy) return;
    const { startedMs, sentMs, firstByteMs } = this.exchange;
    if (nowMs - startedMs > this.#timeouts.totalMs) {
      this.abort(faultOf(firstByteMs === 0 ? 'first byte timeout' : 'response timeout'));
    } else if (sentMs !== 0 && firstByteMs === 0 && nowMs - sentMs > this.#timeouts.firstByteMs) {
      this.abort(faultOf('first byte timeout'));
    }
  }

  close(): void {
    if (this.busy) this.line?.cancel(this);
    this.busy = false;
    this.line = undefined;
    if (this.#isInUse) this.#carrier.leave();
    this.#isInUse = false;
  }

  /** Ends the exchange, which no connection knows of any more. */
  finish(fault: Fault, nowMs: number): void {
    this.exchange.fault = fault;
    this.exchange.endedMs = nowMs;
    this.response.finish();
    this.line = undefined;
    this.busy = false;
    this.#owner.onDone(this);
  }

  #join(): void {
    if (this.#isInUse) return;
    this.#isInUse = true;
    this.#carrier.join();
  }
}

const nothing: PreparedRequest = {
  head: new Uint8Array(),
  body: undefined,
  isHead: false,
  keep: 'nothing',
};

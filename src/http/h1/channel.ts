import { connect, type Wire, type WireHandlers } from '../connect.ts';
import {
  type Channel,
  type ChannelOwner,
  type ConnectionWatcher,
  emptyExchange,
  type Exchange,
  type PreparedRequest,
  type Timeouts,
} from '../exchange.ts';
import { type Fault, faultOf } from '../fault.ts';
import type { Origin } from '../origin.ts';
import { BodyKeeper } from '../body-keeper.ts';
import { BROKEN, COMPLETE } from './progress.ts';
import { ResponseScanner } from './scanner.ts';

/**
 * One connection of HTTP/1.1 that carries one exchange after the other, and is replaced when it is lost. Nothing is
 * allocated per request but what the socket itself needs.
 */
export class Http1Channel implements Channel, WireHandlers {
  readonly exchange: Exchange = emptyExchange();
  busy = false;

  readonly #origin: Origin;
  readonly #owner: ChannelOwner;
  readonly #watcher: ConnectionWatcher;
  readonly #timeouts: Timeouts;
  readonly #scanner = new ResponseScanner();
  #wire: Wire | undefined;
  #isOpen = false;
  #openingMs = 0;
  /** What waits for the connection to open. */
  #waiting: PreparedRequest | undefined;
  #opened: ((fault: Fault) => void) | undefined;
  #keeper: BodyKeeper | undefined;

  constructor(origin: Origin, owner: ChannelOwner, watcher: ConnectionWatcher, timeouts: Timeouts) {
    this.#origin = origin;
    this.#owner = owner;
    this.#watcher = watcher;
    this.#timeouts = timeouts;
  }

  open(): Promise<Fault> {
    if (this.#isOpen) return Promise.resolve(0);
    if (this.#wire === undefined) this.#connect();
    return new Promise((resolve) => (this.#opened = resolve));
  }

  send(request: PreparedRequest): void {
    const { exchange } = this;
    this.busy = true;
    exchange.status = 0;
    exchange.fault = 0;
    exchange.sentMs = 0;
    exchange.firstByteMs = 0;
    exchange.bytesSent = 0;
    exchange.bytesReceived = 0;
    exchange.headers = undefined;
    exchange.body = undefined;
    exchange.startedMs = performance.now();
    if (this.#isOpen) return this.#write(request, exchange.startedMs);
    this.#waiting = request;
    if (this.#wire === undefined) this.#connect();
  }

  abort(fault: Fault): void {
    this.#fail(fault);
  }

  checkTime(nowMs: number): void {
    const { startedMs, sentMs, firstByteMs } = this.exchange;
    const isLate = this.busy && nowMs - startedMs > this.#timeouts.totalMs;
    if (!this.#isOpen && this.#wire !== undefined) {
      if (isLate || nowMs - this.#openingMs > this.#timeouts.connectMs) {
        this.#fail(faultOf('connection timeout'));
      }
      return;
    }
    if (!this.busy) return;
    if (isLate) {
      // A server that has not said a word is another trouble than one that does not come to an end.
      this.#fail(faultOf(firstByteMs === 0 ? 'first byte timeout' : 'response timeout'));
    } else if (firstByteMs === 0 && nowMs - sentMs > this.#timeouts.firstByteMs) {
      this.#fail(faultOf('first byte timeout'));
    }
  }

  close(): void {
    this.#drop();
  }

  onConnected(connectMs: number, tlsMs: number): void {
    this.#isOpen = true;
    this.#watcher.onConnected(connectMs, tlsMs);
    this.#settle(0);
    const request = this.#waiting;
    this.#waiting = undefined;
    if (request !== undefined) this.#write(request, performance.now());
  }

  onData(chunk: Uint8Array, length: number): void {
    const { exchange } = this;
    // Words that nobody asked for: the connection cannot be trusted any more.
    if (!this.busy) return this.#drop();
    const nowMs = performance.now();
    if (exchange.firstByteMs === 0) exchange.firstByteMs = nowMs;
    exchange.bytesReceived += length;
    const progress = this.#scanner.feed(chunk, length);
    if (progress === COMPLETE) this.#finish(0, nowMs);
    else if (progress === BROKEN) this.#fail(faultOf('malformed response'));
  }

  onEnd(): void {
    if (!this.busy) return this.#endIdle(faultOf('connection closed'));
    this.#drop();
    const { firstByteMs } = this.exchange;
    if (firstByteMs === 0) this.#fail(faultOf('connection closed'));
    else if (this.#scanner.finish()) this.#finish(0, performance.now());
    else this.#fail(faultOf('truncated response'));
  }

  onError(fault: Fault): void {
    if (this.busy) this.#fail(fault);
    else this.#endIdle(fault);
  }

  #connect(): void {
    this.#openingMs = performance.now();
    this.#wire = connect(this.#origin, this);
  }

  #write(request: PreparedRequest, nowMs: number): void {
    const { exchange } = this;
    this.#scanner.start(request.isHead, request.keep !== 'nothing');
    if (request.keep === 'body') {
      this.#keeper = new BodyKeeper();
      this.#scanner.onBody = this.#keeper.take;
    }
    exchange.sentMs = nowMs;
    exchange.bytesSent = request.head.length;
    this.#wire?.write(request.head);
  }

  /** Between two requests the end of a connection is no fault, however it comes. */
  #endIdle(fault: Fault): void {
    if (this.#isOpen) this.#watcher.onIdleClose();
    this.#settle(fault);
    this.#drop();
  }

  /** A fault costs the connection. */
  #fail(fault: Fault): void {
    this.#settle(fault);
    this.#drop();
    if (this.busy) this.#finish(fault, performance.now());
  }

  #finish(fault: Fault, nowMs: number): void {
    const { exchange } = this;
    const scanner = this.#scanner;
    exchange.endedMs = nowMs;
    exchange.fault = fault;
    if (exchange.sentMs !== 0) {
      // Where nothing was sent, the scanner still has what it read before.
      exchange.status = scanner.status;
      exchange.headers = scanner.headText;
    }
    if (this.#keeper !== undefined) exchange.body = this.#keeper.bytes();
    this.#keeper = undefined;
    this.busy = false;
    if (!scanner.keepAlive) this.#drop();
    this.#owner.onDone(this);
  }

  #drop(): void {
    this.#wire?.destroy();
    this.#wire = undefined;
    this.#isOpen = false;
    this.#waiting = undefined;
    this.#settle(faultOf('connection closed'));
  }

  /** Answers whoever asked for the connection to be opened. */
  #settle(fault: Fault): void {
    this.#opened?.(fault);
    this.#opened = undefined;
  }
}

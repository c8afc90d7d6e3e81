import type { Channel, ChannelOwner, ConnectionWatcher, Timeouts } from '../exchange.ts';
import { type Fault, faultOf } from '../fault.ts';
import type { Origin } from '../origin.ts';
import { type Carrier, Http2Channel } from './channel.ts';
import { Session, type SessionHost } from './session.ts';
import { TurnClock } from './turn-clock.ts';

export interface Http2Settings {
  /** Cleartext is HTTP/2 by prior knowledge; with TLS, `alpn` has to offer `h2`. */
  readonly origin: Origin;
  /** How many channels: requests that may be under way at a time, whatever the server allows. */
  readonly count: number;
  readonly owner: ChannelOwner;
  readonly watcher: ConnectionWatcher;
  readonly timeouts: Timeouts;
  /** `performance.now`. */
  readonly now: () => number;
  /** Where the identifiers of streams start; odd. A connection is replaced when it has used up its identifiers. */
  readonly firstStreamId?: number;
}

/**
 * Channels that share one connection of HTTP/2. It is opened by the first request or by `open`, and opened again when it
 * is lost or given up by the server; it is closed when no channel is in use. What waits because the server allows fewer streams is under way from `send` on.
 */
export function createHttp2Channels(settings: Http2Settings): readonly Channel[] {
  return new Connection(settings).channels;
}

class Connection implements Carrier, SessionHost {
  readonly channels: readonly Http2Channel[];
  readonly #settings: Http2Settings;
  readonly #clock: TurnClock;
  /** The one that takes new requests. */
  #session: Session | undefined;
  readonly #opened: ((fault: Fault) => void)[] = [];
  /** How many channels somebody uses. */
  #inUse = 0;
  /** What the server allowed last: it is likely to say so again. At first nothing is sent until it has said so. */
  #streamsMax = 0;

  constructor(settings: Http2Settings) {
    const { count, owner, timeouts, now } = settings;
    this.#settings = settings;
    this.#clock = new TurnClock(now);
    this.channels = Array.from({ length: count }, () => new Http2Channel(this, owner, timeouts));
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  open(): Promise<Fault> {
    this.#session ??= this.#openSession();
    if (this.#session.isReady) return Promise.resolve(0);
    return new Promise((resolve) => this.#opened.push(resolve));
  }

  send(channel: Http2Channel): void {
    this.#session ??= this.#openSession();
    this.#session.submit(channel, channel.exchange.startedMs);
  }

  checkTime(nowMs: number): void {
    const session = this.#session;
    if (session === undefined || session.isReady) return;
    if (nowMs - session.openingMs <= this.#settings.timeouts.connectMs) return;
    if (!session.isOpen) session.end(faultOf('connection timeout'));
    // There is a connection, but the server has nothing to say on it: requests will show why.
    else session.assume(streamsMaxDefault);
  }

  join(): void {
    this.#inUse += 1;
  }

  leave(): void {
    this.#inUse -= 1;
    if (this.#inUse > 0) return;
    this.#session?.close();
    this.#session = undefined;
    this.#settle(faultOf('connection closed'));
  }

  onReady(session: Session): void {
    if (session === this.#session) this.#settle(0);
  }

  onLeaving(session: Session, waiting: readonly Http2Channel[]): void {
    this.#forget(session);
    for (const channel of waiting) {
      // The end of one may have been that of another, or its new beginning.
      if (channel.line !== session) continue;
      channel.moves += 1;
      if (channel.moves <= movesMax) this.send(channel);
      else channel.finish(faultOf('connection closed'), this.nowMs());
    }
  }

  onOver(session: Session, fault: Fault): void {
    this.#forget(session);
    this.#settle(fault);
  }

  #openSession(): Session {
    const { origin, watcher, count: channels, firstStreamId = 1 } = this.#settings;
    const streamsMax = this.#streamsMax;
    const clock = this.#clock;
    return new Session({ origin, watcher, clock, channels, streamsMax, firstStreamId }, this);
  }

  #forget(session: Session): void {
    if (session !== this.#session) return;
    this.#session = undefined;
    this.#streamsMax = session.peer.streamsMax;
  }

  /** Answers whoever asked for the connection to be opened. */
  #settle(fault: Fault): void {
    for (const resolve of this.#opened.splice(0)) resolve(fault);
  }
}

/** What servers are asked to allow at least (RFC 9113, section 6.5.2). */
const streamsMaxDefault = 100;
/** How many connections in a row may be given up by the server before a request gets its turn. */
const movesMax = 3;

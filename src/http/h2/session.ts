import { connect, type Wire, type WireHandlers } from '../connect.ts';
import type { ConnectionWatcher } from '../exchange.ts';
import { type Fault, faultOf } from '../fault.ts';
import type { Origin } from '../origin.ts';
import type { Http2Channel, Line } from './channel.ts';
import { HeadDecoder } from './decode.ts';
import { FrameChecker, type FrameEvents } from './frame-checker.ts';
import { FrameReader, type PartEnd } from './frame-reader.ts';
import { FrameWriter } from './frame-writer.ts';
import { errorCode, frameHeadBytes, preface, settingId, windowBytesMax } from './frames.ts';
import type { HeaderBlock } from './header-block.ts';
import { Inflow } from './inflow.ts';
import { PeerSettings } from './peer-settings.ts';
import { type Outcome, unfinished } from './response-reader.ts';
import { Streams } from './streams.ts';
import type { TurnClock } from './turn-clock.ts';

/** Who owns sessions. */
export interface SessionHost {
  /** The server's settings are known, or waited for no longer. */
  onReady(session: Session): void;
  /** The session takes no new requests; `waiting` were never sent, or never processed. */
  onLeaving(session: Session, waiting: readonly Http2Channel[]): void;
  /** The session ended with a fault. */
  onOver(session: Session, fault: Fault): void;
}

export interface SessionSettings {
  readonly origin: Origin;
  readonly watcher: ConnectionWatcher;
  readonly clock: TurnClock;
  /** There are never more streams than channels. */
  readonly channels: number;
  /** How many streams may be open at a time until the server says something else. */
  readonly streamsMax: number;
  readonly firstStreamId: number;
}

/** One connection of HTTP/2 (RFC 9113), from its opening to its loss, with the streams on it. */
export class Session implements FrameEvents, WireHandlers, Line {
  readonly peer: PeerSettings;
  readonly openingMs: number;
  isOpen = false;
  isReady = false;

  readonly #origin: Origin;
  readonly #watcher: ConnectionWatcher;
  readonly #clock: TurnClock;
  readonly #host: SessionHost;
  readonly #wire: Wire;
  readonly #reader = new FrameReader(new FrameChecker(this));
  readonly #writer: FrameWriter = new FrameWriter((bytes) => this.#wire.write(bytes));
  readonly #inflow = new Inflow(this.#writer);
  readonly #decoder = new HeadDecoder();
  readonly #streams: Streams;
  /** Takes no new requests. */
  #isLeaving = false;
  #isOver = false;

  constructor(settings: SessionSettings, host: SessionHost) {
    const { origin, watcher, clock, channels, streamsMax, firstStreamId } = settings;
    this.peer = new PeerSettings(streamsMax);
    this.#origin = origin;
    this.#watcher = watcher;
    this.#clock = clock;
    this.#host = host;
    this.#streams = new Streams(this.#writer, this.peer, channels, firstStreamId);
    this.openingMs = clock.nowMs();
    this.#wire = connect(origin, this);
  }

  /** Sends a channel's request as soon as there is room for it; `nowMs` is when it was asked to. */
  submit(channel: Http2Channel, nowMs: number): void {
    channel.line = this;
    this.#streams.wait(channel);
    if (this.isOpen) this.#startWaiting(nowMs);
  }

  cancel(channel: Http2Channel): void {
    if (this.#isOver) return;
    const { id } = channel;
    this.#streams.remove(channel);
    this.#closeIfLeft();
    if (id === 0 || this.#isOver) return;
    this.#writer.resetStream(id, errorCode.cancel);
    // Later: who gives up one request may be about to give up those that wait, too.
    queueMicrotask(() => this.#startWaiting(this.#clock.nowMs()));
  }

  /** Waits no longer for the server to say how many streams it allows. */
  assume(streamsMax: number): void {
    this.peer.streamsMax = streamsMax;
    this.#goOn();
  }

  /** Ends all exchanges and the connection with a fault. */
  end(fault: Fault): void {
    this.#end(fault, fault);
  }

  /** Ends the connection, on which no exchange is left. */
  close(): void {
    if (this.isOpen) {
      this.#writer.goAway(errorCode.none);
      this.#writer.flush();
    }
    this.#drop();
  }

  onConnected(connectMs: number, tlsMs: number, alpn: string | undefined): void {
    this.#watcher.onConnected(connectMs, tlsMs);
    if (this.#origin.protocol === 'https:' && alpn !== 'h2') return this.end(malformed);
    this.isOpen = true;
    this.#writer.bytes(preface);
    this.#writer.settings(ourSettings);
    this.#inflow.open();
    this.#startWaiting(this.#clock.nowMs());
  }

  onData(chunk: Uint8Array, length: number): void {
    this.#clock.begin();
    this.#writer.hold();
    this.#reader.read(chunk, length);
    this.#writer.flush();
    this.#clock.end();
  }

  onEnd(): void {
    this.#end(faultOf('connection closed'), faultOf('truncated response'));
  }

  onError(fault: Fault): void {
    this.end(fault);
  }

  onHeaders(block: HeaderBlock): void {
    const { id, bytes, start, end, wireBytes, endsStream } = block;
    const channel = this.#find(id);
    // Decoded also where nobody waits for it any more: it may add to the table.
    const keepsLines = channel !== undefined && channel.response.keepsLines;
    const decoded = this.#decoder.decode(bytes, start, end, keepsLines);
    if (decoded === 'undecodable') return this.onViolation(errorCode.compression);
    if (channel === undefined) return;
    const { exchange, response } = channel;
    exchange.bytesReceived += wireBytes;
    if (exchange.firstByteMs === 0) exchange.firstByteMs = this.#clock.nowMs();
    const isValid = decoded === 'decoded';
    const outcome = isValid ? response.takeHead(this.#decoder, endsStream) : malformed;
    this.#settle(channel, outcome, endsStream);
  }

  onBody(
    id: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    payloadBytes: number,
    part: PartEnd,
  ): void {
    this.#inflow.take(payloadBytes);
    const channel = this.#find(id);
    if (channel === undefined) return;
    const ends = part === 'stream';
    channel.exchange.bytesReceived += payloadBytes + (part === 'nothing' ? 0 : frameHeadBytes);
    if (!ends) this.#inflow.takeOn(channel, payloadBytes);
    this.#settle(channel, channel.response.takeBody(bytes, start, end, ends), ends);
  }

  onReset(id: number): void {
    const channel = this.#find(id);
    if (channel === undefined) return;
    // Before it looks as if the rest of a body were missing: a reset is not answered by one.
    this.#streams.uploads.drop(id);
    this.#settle(channel, faultOf('stream reset'), true);
  }

  onSettings(bytes: Uint8Array, start: number, end: number): void {
    const { headerTableBytes } = this.peer;
    const code = this.peer.read(bytes, start, end);
    if (code !== errorCode.none) return this.onViolation(code);
    // First: for the server, what comes before the acknowledgement follows its old settings.
    this.#writer.settingsAck();
    if (!this.#streams.uploads.setInitial(this.peer.windowBytes)) {
      return this.onViolation(errorCode.flowControl);
    }
    if (this.peer.headerTableBytes < headerTableBytes) this.#streams.owesTableSize = true;
    this.#goOn();
  }

  onPing(payload: Uint8Array): void {
    this.#writer.pingAck(payload);
  }

  /** Streams above the last one were not and will not be processed (RFC 9113, section 6.8): others may send them anew. */
  onGoAway(lastId: number): void {
    if (this.#streams.isEmpty && !this.#isLeaving) this.#watcher.onIdleClose();
    const nowMs = this.#clock.nowMs();
    const above = this.#streams.removeAbove(lastId).filter(({ line }) => line === this);
    this.#leave(above.filter(({ exchange }) => exchange.firstByteMs === 0));
    for (const channel of above) {
      // A server that answers what it says that it will not process.
      if (channel.line === this) channel.finish(faultOf('connection closed'), nowMs);
    }
    this.#closeIfLeft();
  }

  onWindowUpdate(id: number, incrementBytes: number): void {
    const channel = id === 0 ? undefined : this.#find(id);
    if (this.#streams.uploads.grow(id, incrementBytes)) return;
    if (channel !== undefined) this.#settle(channel, malformed, false);
    else if (id === 0) this.onViolation(errorCode.flowControl);
  }

  onViolation(code: number): void {
    if (this.#isOver) return;
    this.#writer.goAway(code);
    this.#writer.flush();
    this.end(malformed);
  }

  /** The stream of a frame, if it is open still; to speak of one that never was is a violation. */
  #find(id: number): Http2Channel | undefined {
    const channel = this.#streams.get(id);
    if (channel === undefined && !this.#streams.wasOpen(id)) this.onViolation(errorCode.protocol);
    return channel;
  }

  /** Ends an exchange whose outcome is known; the server has ended the stream, or has to be told. */
  #settle(channel: Http2Channel, outcome: Outcome, ended: boolean): void {
    if (outcome === unfinished) return;
    const { id } = channel;
    const isUnsent = this.#streams.remove(channel);
    if (!ended) this.#writer.resetStream(id, errorCode.protocol);
    else if (isUnsent) this.#writer.resetStream(id, errorCode.cancel);
    const nowMs = this.#clock.nowMs();
    // Those that wait come before what the owner may send next.
    this.#startWaiting(nowMs);
    channel.finish(outcome, nowMs);
    this.#closeIfLeft();
  }

  /** With what is known of the server's settings now. */
  #goOn(): void {
    this.#startWaiting(this.#clock.nowMs());
    if (this.isReady) return;
    this.isReady = true;
    this.#host.onReady(this);
  }

  #startWaiting(nowMs: number): void {
    if (!this.isOpen) return;
    this.#streams.startWaiting(nowMs);
    if (this.#streams.isExhausted) this.#leave();
  }

  #leave(unprocessed: readonly Http2Channel[] = []): void {
    const waiting = this.#isLeaving ? [] : this.#streams.removeWaiting();
    if (this.#isLeaving && unprocessed.length === 0) return;
    this.#isLeaving = true;
    this.#host.onLeaving(this, [...unprocessed, ...waiting]);
  }

  #closeIfLeft(): void {
    if (this.#isLeaving && !this.#isOver && this.#streams.isEmpty) this.close();
  }

  /** Two faults: one for exchanges without a response, one for those that had begun to see theirs. */
  #end(unanswered: Fault, answered: Fault): void {
    if (this.#isOver) return;
    const isIdle = this.isOpen && !this.#isLeaving && this.#streams.isEmpty;
    const channels = [...this.#streams.removeAbove(0), ...this.#streams.removeWaiting()];
    this.#drop();
    this.#host.onOver(this, unanswered);
    if (isIdle) this.#watcher.onIdleClose();
    const nowMs = this.#clock.nowMs();
    for (const channel of channels) {
      // The owner may have aborted it when it heard of another one.
      if (channel.line !== this) continue;
      channel.finish(channel.exchange.firstByteMs === 0 ? unanswered : answered, nowMs);
    }
  }

  #drop(): void {
    this.#isOver = true;
    this.isOpen = false;
    this.#reader.stop();
    this.#wire.destroy();
  }
}

const malformed: Fault = faultOf('malformed response');

/** No table for header blocks, no pushes, and windows that are never in the way. */
const ourSettings: readonly (readonly [id: number, value: number])[] = [
  [settingId.headerTableSize, 0],
  [settingId.enablePush, 0],
  [settingId.initialWindowSize, windowBytesMax],
];

import type { FrameSink, PartEnd } from './frame-reader.ts';
import { errorCode, flag, frameType, readUint31 } from './frames.ts';
import { HeaderBlock } from './header-block.ts';

/** What frames mean to a connection. Bytes are valid during the call only; streams may be ones that are long closed. */
export interface FrameEvents {
  onHeaders(block: HeaderBlock): void;
  onBody: FrameSink['onBody'];
  onReset(id: number): void;
  /** Payload of SETTINGS: whole settings. */
  onSettings(bytes: Uint8Array, start: number, end: number): void;
  /** Payload of a PING that wants an answer. */
  onPing(payload: Uint8Array): void;
  /** Streams above `lastId` were not looked at, and will not be. */
  onGoAway(lastId: number): void;
  /** @param id 0 for the connection. */
  onWindowUpdate(id: number, incrementBytes: number): void;
  /** The server breaks the rules in a way that ends the connection. */
  onViolation(code: number): void;
}

/** Holds frames to the rules that can be told from themselves and their order, and says what they mean. */
export class FrameChecker implements FrameSink {
  readonly #events: FrameEvents;
  readonly #block = new HeaderBlock();
  #isFirst = true;

  constructor(events: FrameEvents) {
    this.#events = events;
  }

  onFrame(
    type: number,
    flags: number,
    id: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): void {
    // RFC 9113, section 3.4: SETTINGS come first; section 4.3: a header block is not interrupted.
    const isOrdered = this.#block.isWhole !== (type === frameType.continuation);
    if (!isOrdered || (this.#isFirst && !isSettings(type, flags))) {
      return this.onBroken(errorCode.protocol);
    }
    this.#isFirst = false;
    const code = this.#take(type, flags, id, bytes, start, end);
    if (code !== errorCode.none) this.onBroken(code);
  }

  onBody(
    id: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    payloadBytes: number,
    ends: PartEnd,
  ): void {
    if (this.#isFirst || !this.#block.isWhole) return this.onBroken(errorCode.protocol);
    this.#events.onBody(id, bytes, start, end, payloadBytes, ends);
  }

  onBroken(code: number): void {
    this.#events.onViolation(code);
  }

  /** Returns an error code. */
  #take(
    type: number,
    flags: number,
    id: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number {
    switch (type) {
      case frameType.headers:
        return this.#afterBlock(this.#block.open(flags, id, bytes, start, end));
      case frameType.continuation:
        return this.#afterBlock(this.#block.append(flags, id, bytes, start, end));
      case frameType.pushPromise:
        // We said that we want none.
        return errorCode.protocol;
      case frameType.resetStream:
      case frameType.windowUpdate:
        return this.#takeOfStream(type, id, bytes, start, end);
      case frameType.settings:
      case frameType.ping:
      case frameType.goAway:
        return id === 0
          ? this.#takeOfConnection(type, flags, bytes, start, end)
          : errorCode.protocol;
      default:
        // PRIORITY means nothing any more, and unknown types are there to be ignored (section 5.5).
        return errorCode.none;
    }
  }

  #afterBlock(code: number): number {
    if (code === errorCode.none && this.#block.isWhole) this.#events.onHeaders(this.#block);
    return code;
  }

  #takeOfStream(type: number, id: number, bytes: Uint8Array, start: number, end: number): number {
    if (end - start !== 4) return errorCode.frameSize;
    if (type === frameType.windowUpdate) {
      this.#events.onWindowUpdate(id, readUint31(bytes, start));
      return errorCode.none;
    }
    if (id === 0) return errorCode.protocol;
    this.#events.onReset(id);
    return errorCode.none;
  }

  #takeOfConnection(
    type: number,
    flags: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number {
    const isAck = (flags & flag.ack) !== 0;
    if (type === frameType.ping) {
      if (end - start !== 8) return errorCode.frameSize;
      if (!isAck) this.#events.onPing(bytes.subarray(start, end));
    } else if (type === frameType.goAway) {
      if (end - start < 8) return errorCode.frameSize;
      this.#events.onGoAway(readUint31(bytes, start));
    } else if (isAck) {
      if (end !== start) return errorCode.frameSize;
    } else {
      if ((end - start) % settingBytes !== 0) return errorCode.frameSize;
      this.#events.onSettings(bytes, start, end);
    }
    return errorCode.none;
  }
}

const settingBytes = 6;

function isSettings(type: number, flags: number): boolean {
  return type === frameType.settings && (flags & flag.ack) === 0;
}

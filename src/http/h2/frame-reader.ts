import {
  errorCode,
  flag,
  frameHeadBytes,
  framePayloadBytesMax,
  frameType,
  readUint31,
} from './frames.ts';

/** What a connection's frames are handed to; the bytes are valid during the call only. */
export interface FrameSink {
  /** Any frame but DATA, whole; its payload goes from `start` to `end`. */
  onFrame(
    type: number,
    flags: number,
    id: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): void;
  /**
   * A part of a DATA frame, from `start` to `end`, without padding. Frames are not collected: one comes in any number of
   * parts. `payloadBytes` is the part with its padding: what flow control counts.
   */
  onBody(
    id: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    payloadBytes: number,
    ends: PartEnd,
  ): void;
  /** The bytes are not HTTP/2; nothing more is read from them. */
  onBroken(code: number): void;
}

/** What ends with a part of a DATA frame. */
export type PartEnd = 'nothing' | 'frame' | 'stream';

/** Cuts a byte stream into frames (RFC 9113, section 4), however the reads cut it. */
export class FrameReader {
  readonly #sink: FrameSink;
  #stopped = false;
  /** The beginning of a frame whose rest has not arrived. */
  readonly #cut = new Uint8Array(frameHeadBytes + framePayloadBytesMax);
  #cutBytes = 0;
  /** How much of the frame must be there before it can go on. */
  #neededBytes = frameHeadBytes;
  // The DATA frame under way.
  #inBody = false;
  #bodyId = 0;
  #bodyEnds = false;
  #bodyBytes = 0;
  #paddingBytes = 0;
  #hasPaddingLength = false;
  #unreportedBytes = 0;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  /** Takes the first `length` bytes of a chunk. */
  read(chunk: Uint8Array, length: number): void {
    let at = 0;
    while (at < length && !this.#stopped) {
      if (this.#inBody) at = this.#readBody(chunk, at, length);
      else if (this.#cutBytes > 0) at = this.#join(chunk, at, length);
      else at = this.#readFrame(chunk, at, length);
    }
  }

  /** Nothing more is handed on, not even of the chunk under way. */
  stop(): void {
    this.#stopped = true;
  }

  /** Returns where the next frame starts. */
  #readFrame(bytes: Uint8Array, at: number, end: number): number {
    if (end - at < frameHeadBytes) return this.#keep(bytes, at, end, frameHeadBytes);
    const payloadBytes =
      ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const type = bytes[at + 3] ?? 0;
    const flags = bytes[at + 4] ?? 0;
    const id = readUint31(bytes, at + 5);
    if (payloadBytes > framePayloadBytesMax) return this.#break(errorCode.frameSize, end);
    const start = at + frameHeadBytes;
    if (type === frameType.data) {
      this.#startBody(flags, id, payloadBytes);
      return start;
    }
    const next = start + payloadBytes;
    if (next > end) return this.#keep(bytes, at, end, frameHeadBytes + payloadBytes);
    this.#sink.onFrame(type, flags, id, bytes, start, next);
    return next;
  }

  #keep(bytes: Uint8Array, at: number, end: number, neededBytes: number): number {
    if (bytes !== this.#cut) this.#cut.set(bytes.subarray(at, end));
    this.#cutBytes = end - at;
    this.#neededBytes = neededBytes;
    return end;
  }

  /** Adds to the frame that was cut, and goes on with it once the needed part is there. */
  #join(chunk: Uint8Array, at: number, length: number): number {
    const end = Math.min(length, at + this.#neededBytes - this.#cutBytes);
    this.#cut.set(chunk.subarray(at, end), this.#cutBytes);
    const joined = this.#cutBytes + end - at;
    this.#cutBytes = joined;
    if (joined < this.#neededBytes) return end;
    this.#cutBytes = 0;
    this.#readFrame(this.#cut, 0, joined);
    return end;
  }

  #startBody(flags: number, id: number, payloadBytes: number): void {
    this.#inBody = true;
    this.#bodyId = id;
    this.#bodyEnds = (flags & flag.endStream) !== 0;
    this.#bodyBytes = payloadBytes;
    this.#paddingBytes = 0;
    this.#hasPaddingLength = (flags & flag.padded) !== 0;
    this.#unreportedBytes = 0;
    if (payloadBytes > 0) return;
    if (this.#hasPaddingLength) this.#break(errorCode.frameSize, 0);
    else this.#handOn(emptyBytes, 0, 0);
  }

  #readBody(chunk: Uint8Array, at: number, length: number): number {
    let start = at;
    if (this.#hasPaddingLength) {
      this.#hasPaddingLength = false;
      this.#paddingBytes = chunk[at] ?? 0;
      this.#bodyBytes -= 1 + this.#paddingBytes;
      if (this.#bodyBytes < 0) return this.#break(errorCode.protocol, length);
      this.#unreportedBytes += 1;
      start += 1;
    }
    const end = Math.min(length, start + this.#bodyBytes);
    const next = Math.min(length, end + this.#paddingBytes);
    this.#bodyBytes -= end - start;
    this.#paddingBytes -= next - end;
    this.#unreportedBytes += next - start;
    this.#handOn(chunk, start, end);
    return next;
  }

  #handOn(bytes: Uint8Array, start: number, end: number): void {
    const payloadBytes = this.#unreportedBytes;
    this.#unreportedBytes = 0;
    this.#inBody = this.#bodyBytes > 0 || this.#paddingBytes > 0;
    const ends = this.#inBody ? 'nothing' : this.#bodyEnds ? 'stream' : 'frame';
    this.#sink.onBody(this.#bodyId, bytes, start, end, payloadBytes, ends);
  }

  #break(code: number, next: number): number {
    this.#stopped = true;
    this.#sink.onBroken(code);
    return next;
  }
}

const emptyBytes: Uint8Array = new Uint8Array();

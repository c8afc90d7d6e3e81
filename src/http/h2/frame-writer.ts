import { flag, frameHeadBytes, framePayloadBytesMax, frameType } from './frames.ts';

/**
 * Collects frames, so that all of a turn of the event loop leave in one write: at the end of a callback that says where
 * it begins and ends, else in a microtask. They are written one after the other into a slab that is replaced when it is
 * full, because a socket may hold on to what it was given.
 */
export class FrameWriter {
  readonly #write: (bytes: Uint8Array) => void;
  // A Buffer, because sockets would wrap anything else in one for each write.
  #slab: Buffer = Buffer.allocUnsafeSlow(slabBytes);
  #from = 0;
  #to = 0;
  /** Somebody will call `flush`. */
  #willFlush = false;

  /** @param write takes the bytes over. */
  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write;
  }

  /** Promises a `flush` at the end of the turn. */
  hold(): void {
    this.#willFlush = true;
  }

  readonly flush = (): void => {
    this.#willFlush = false;
    this.#pass();
  };

  /** Bytes that are no frame: the preface. */
  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#slab.set(bytes, this.#to);
    this.#to += bytes.length;
  }

  /**
   * HEADERS, and CONTINUATION for what does not fit.
   * @returns how many bytes that is on the wire.
   */
  headers(id: number, block: Uint8Array, endsStream: boolean): number {
    const streamFlag = endsStream ? flag.endStream : 0;
    if (block.length <= framePayloadBytesMax) {
      this.#head(block.length, frameType.headers, flag.endHeaders | streamFlag, id);
      this.bytes(block);
      return frameHeadBytes + block.length;
    }
    let frames = 0;
    for (let at = 0; at < block.length; at += framePayloadBytesMax) {
      const part = block.subarray(at, at + framePayloadBytesMax);
      const isLast = at + part.length === block.length;
      const type = frames === 0 ? frameType.headers : frameType.continuation;
      this.#head(
        part.length,
        type,
        (isLast ? flag.endHeaders : 0) | (frames === 0 ? streamFlag : 0),
        id,
      );
      this.bytes(part);
      frames += 1;
    }
    return frames * frameHeadBytes + block.length;
  }

  /**
   * One DATA frame with a part of a body.
   * @returns how many bytes that is on the wire.
   */
  data(id: number, body: Uint8Array, from: number, to: number): number {
    this.#head(to - from, frameType.data, to === body.length ? flag.endStream : 0, id);
    const part = body.subarray(from, to);
    if (body.length <= copiedBodyBytesMax) {
      this.bytes(part);
    } else {
      // Many copies of a large body would wait in the socket; references to it cost nothing.
      this.#pass();
      this.#write(part);
    }
    return frameHeadBytes + to - from;
  }

  settings(values: readonly (readonly [id: number, value: number])[]): void {
    this.#head(values.length * 6, frameType.settings, 0, 0);
    for (const [id, value] of values) {
      this.#slab.writeUInt16BE(id, this.#reserve(6));
      this.#to += 2;
      this.#uint32(value);
    }
  }

  settingsAck(): void {
    this.#head(0, frameType.settings, flag.ack, 0);
  }

  /** @param payload 8 bytes, those of the PING that is answered. */
  pingAck(payload: Uint8Array): void {
    this.#head(payload.length, frameType.ping, flag.ack, 0);
    this.bytes(payload);
  }

  resetStream(id: number, code: number): void {
    this.#head(4, frameType.resetStream, 0, id);
    this.#uint32(code);
  }

  /** @param lastId of the streams of the server that were looked at: none, there is no push. */
  goAway(code: number): void {
    this.#head(8, frameType.goAway, 0, 0);
    this.#uint32(0);
    this.#uint32(code);
  }

  /** @param id 0 for the connection. */
  windowUpdate(id: number, incrementBytes: number): void {
    this.#head(4, frameType.windowUpdate, 0, id);
    this.#uint32(incrementBytes);
  }

  #head(payloadBytes: number, type: number, flags: number, id: number): void {
    const at = this.#reserve(frameHeadBytes);
    const slab = this.#slab;
    slab[at] = payloadBytes >> 16;
    slab[at + 1] = payloadBytes >> 8;
    slab[at + 2] = payloadBytes;
    slab[at + 3] = type;
    slab[at + 4] = flags;
    slab[at + 5] = id >> 24;
    slab[at + 6] = id >> 16;
    slab[at + 7] = id >> 8;
    slab[at + 8] = id;
    this.#to = at + frameHeadBytes;
  }

  #uint32(value: number): void {
    this.#to = this.#slab.writeUInt32BE(value, this.#reserve(4));
  }

  #pass(): void {
    if (this.#from === this.#to) return;
    const bytes = this.#slab.subarray(this.#from, this.#to);
    this.#from = this.#to;
    this.#write(bytes);
  }

  /** Makes room for so many bytes, and says where. */
  #reserve(bytes: number): number {
    if (!this.#willFlush) {
      this.#willFlush = true;
      queueMicrotask(this.flush);
    }
    if (this.#to + bytes > this.#slab.length) {
      this.#pass();
      this.#slab = Buffer.allocUnsafeSlow(Math.max(slabBytes, bytes));
      this.#from = 0;
      this.#to = 0;
    }
    return this.#to;
  }
}

const slabBytes: number = 64 * 1024;
const copiedBodyBytesMax: number = 64 * 1024;

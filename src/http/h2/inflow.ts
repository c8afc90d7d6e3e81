import type { FrameWriter } from './frame-writer.ts';
import { windowBytesDefault, windowBytesMax } from './frames.ts';

/**
 * Flow control of what the server sends (RFC 9113, section 5.2): a load generator takes everything at once, so windows
 * are as large as they can be, and are filled up again in big steps.
 */
export class Inflow {
  readonly #writer: FrameWriter;
  #unreportedBytes = 0;

  constructor(writer: FrameWriter) {
    this.#writer = writer;
  }

  /** At the beginning of the connection; streams have their window from SETTINGS. */
  open(): void {
    this.#writer.windowUpdate(0, windowBytesMax - windowBytesDefault);
  }

  /** Counts content with its padding, whatever stream it came on. */
  take(payloadBytes: number): void {
    this.#unreportedBytes += payloadBytes;
    if (this.#unreportedBytes < reportBytes) return;
    this.#writer.windowUpdate(0, this.#unreportedBytes);
    this.#unreportedBytes = 0;
  }

  /** Counts it for its stream, too, where that goes on. */
  takeOn(stream: Inflowing, payloadBytes: number): void {
    stream.unreportedBytes += payloadBytes;
    if (stream.unreportedBytes < reportBytes) return;
    this.#writer.windowUpdate(stream.id, stream.unreportedBytes);
    stream.unreportedBytes = 0;
  }
}

export interface Inflowing {
  readonly id: number;
  /** What came since the server was told that it may go on. */
  unreportedBytes: number;
}

/** Half of what the server may send at all. */
const reportBytes: number = 2 ** 30;

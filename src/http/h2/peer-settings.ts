import { dynamicTableBytesMax } from './dynamic-table.ts';
import {
  errorCode,
  framePayloadBytesMax,
  readUint32,
  settingId,
  windowBytesDefault,
  windowBytesMax,
} from './frames.ts';

/** What the server wants (RFC 9113, section 6.5.2). How large our frames may be needs no place: ours are the smallest. */
export class PeerSettings {
  streamsMax: number;
  windowBytes: number = windowBytesDefault;
  headerTableBytes: number = dynamicTableBytesMax;

  #isUnknown = true;

  /** @param streamsMax is assumed until the server says what it wants. */
  constructor(streamsMax: number) {
    this.streamsMax = streamsMax;
  }

  /** Takes the payload of a SETTINGS frame, whole settings; returns an error code. */
  read(bytes: Uint8Array, start: number, end: number): number {
    // No limit unless it names one.
    if (this.#isUnknown) this.streamsMax = Number.POSITIVE_INFINITY;
    this.#isUnknown = false;
    for (let at = start; at < end; at += settingBytes) {
      const id = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
      const code = this.#take(id, readUint32(bytes, at + 2));
      if (code !== errorCode.none) return code;
    }
    return errorCode.none;
  }

  #take(id: number, value: number): number {
    switch (id) {
      case settingId.headerTableSize:
        this.headerTableBytes = value;
        return errorCode.none;
      case settingId.enablePush:
        // Servers cannot receive pushes, and may say so only.
        return value === 0 ? errorCode.none : errorCode.protocol;
      case settingId.maxConcurrentStreams:
        this.streamsMax = value;
        return errorCode.none;
      case settingId.initialWindowSize:
        this.windowBytes = value;
        return value > windowBytesMax ? errorCode.flowControl : errorCode.none;
      case settingId.maxFrameSize:
        return value < framePayloadBytesMax || value >= 2 ** 24
          ? errorCode.protocol
          : errorCode.none;
      default:
        return errorCode.none;
    }
  }
}

const settingBytes = 6;

import { errorCode, flag, frameHeadBytes } from './frames.ts';

/** More than any server sends; browsers stop there, too. */
const headerBlockBytesMax: number = 256 * 1024;

/** The header block under way on a connection: one HEADERS frame, and CONTINUATION frames up to the flag that ends it. */
export class HeaderBlock {
  id = 0;
  endsStream = false;
  /** False while CONTINUATION must follow: nothing else may come in between (RFC 9113, section 4.3). */
  isWhole = true;
  /** Where it stands once it is whole; valid as long as the frame's bytes are. */
  bytes: Uint8Array = new Uint8Array();
  start = 0;
  end = 0;
  /** With the heads of its frames. */
  wireBytes = 0;
  #collected: Uint8Array = new Uint8Array();

  /** Takes the payload of HEADERS; returns an error code. */
  open(flags: number, id: number, bytes: Uint8Array, start: number, end: number): number {
    this.id = id;
    this.endsStream = (flags & flag.endStream) !== 0;
    this.isWhole = (flags & flag.endHeaders) !== 0;
    this.wireBytes = frameHeadBytes + end - start;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    if ((flags & flag.padded) !== 0) {
      this.start += 1;
      this.end -= bytes[start] ?? 0;
    }
    if ((flags & flag.priority) !== 0) this.start += priorityBytes;
    if (this.start > this.end) return errorCode.protocol;
    if (!this.isWhole) this.#collect();
    return errorCode.none;
  }

  /** Takes the payload of CONTINUATION; returns an error code. */
  append(flags: number, id: number, bytes: Uint8Array, start: number, end: number): number {
    if (id !== this.id) return errorCode.protocol;
    this.wireBytes += frameHeadBytes + end - start;
    // Heads count as well, so that frames without content come to an end.
    if (this.wireBytes > headerBlockBytesMax) return errorCode.enhanceYourCalm;
    this.#collected.set(bytes.subarray(start, end), this.end);
    this.end += end - start;
    this.isWhole = (flags & flag.endHeaders) !== 0;
    return errorCode.none;
  }

  /** Moves the first part to where the others can follow. */
  #collect(): void {
    if (this.#collected.length === 0) this.#collected = new Uint8Array(headerBlockBytesMax);
    this.#collected.set(this.bytes.subarray(this.start, this.end));
    this.bytes = this.#collected;
    this.end -= this.start;
    this.start = 0;
  }
}

/** Dependency and weight: deprecated by RFC 9113, section 5.3.2. */
const priorityBytes = 5;

import { type HeadFields, readHead } from './head.ts';
import { BROKEN, COMPLETE, MORE, type Progress } from './progress.ts';

/**
 * Finds where a response of HTTP/1.1 ends (RFC 9112 section 6) in whatever pieces it arrives, without building anything
 * from it. One scanner serves a connection for life: `start` before each response.
 */
export class ResponseScanner {
  status = 0;
  /** False where the connection cannot carry another exchange. */
  keepAlive = true;
  /** The head of the final response in latin1, where asked for. */
  headText: string | undefined;
  /** Called with each piece of the body, without transfer encoding; valid during the call only. */
  onBody: ((bytes: Uint8Array, from: number, to: number) => void) | undefined;

  #state: State = HEAD;
  #remaining = 0;
  #keepsHead = false;
  #isHead = false;
  /** The beginning of a head or of a line of the chunked encoding that was cut by the end of a read. */
  #carry: Uint8Array | undefined;
  readonly #fields: HeadFields = {
    status: 0,
    end: 0,
    length: -1,
    chunked: false,
    coded: false,
    closes: false,
    keepAlive: true,
  };

  start(isHead: boolean, keepsHead: boolean): void {
    this.status = 0;
    this.keepAlive = true;
    this.headText = undefined;
    this.onBody = undefined;
    this.#state = HEAD;
    this.#carry = undefined;
    this.#isHead = isHead;
    this.#keepsHead = keepsHead;
  }

  /** Takes the next bytes of the connection, up to `length`. */
  feed(chunk: Uint8Array, length: number): Progress {
    if (this.#carry === undefined) return this.#run(chunk, length);
    const joined = new Uint8Array(this.#carry.length + length);
    joined.set(this.#carry);
    joined.set(chunk.subarray(0, length), this.#carry.length);
    this.#carry = undefined;
    return this.#run(joined, joined.length);
  }

  /** The connection has ended. True where that is the end of the response, too. */
  finish(): boolean {
    return this.#state === UNTIL_CLOSE;
  }

  #run(bytes: Uint8Array, length: number): Progress {
    let at = 0;
    while (this.#state !== DONE) {
      if (this.#state === UNTIL_CLOSE) {
        this.onBody?.(bytes, at, length);
        return MORE;
      }
      if (at >= length) return MORE;
      const next = this.#step(bytes, at, length);
      if (next === BROKEN) return BROKEN;
      if (next === CUT) return this.#keep(bytes, at, length);
      at = next;
    }
    // Nothing may follow: no second request was sent.
    return at === length ? COMPLETE : BROKEN;
  }

  /** Goes on by one part of the message; returns where the next one starts, or `CUT` or `BROKEN`. */
  #step(bytes: Uint8Array, at: number, length: number): number {
    switch (this.#state) {
      case HEAD:
        return this.#head(bytes, at, length);
      case BODY:
        return this.#body(bytes, at, length, DONE);
      case CHUNK:
        return this.#body(bytes, at, length, CHUNK_END);
      case CHUNK_SIZE:
        return this.#chunkSize(bytes, at, length);
      case CHUNK_END:
        return this.#lineEnd(bytes, at, length);
      default:
        return this.#trailer(bytes, at, length);
    }
  }

  #head(bytes: Uint8Array, at: number, length: number): number {
    const fields = this.#fields;
    const found = readHead(bytes, at, length, fields);
    if (found !== COMPLETE) return found === BROKEN ? BROKEN : CUT;
    // 1xx is a prelude (RFC 9110 section 15.2), but for 101, after which the connection speaks another language.
    if (fields.status < 200 && fields.status !== 101) return fields.end;
    this.status = fields.status;
    this.keepAlive = fields.keepAlive;
    if (this.#keepsHead) this.headText = latin1(bytes, at, fields.end);
    this.#state = this.#afterHead(fields);
    return fields.end;
  }

  #afterHead({ status, length, chunked, coded }: HeadFields): State {
    if (status === 101) this.keepAlive = false;
    if (this.#isHead || status === 204 || status === 304 || status === 101) return DONE;
    if (chunked) return CHUNK_SIZE;
    if (!coded && length === 0) return DONE;
    this.#remaining = length;
    if (!coded && length > 0) return BODY;
    this.keepAlive = false;
    return UNTIL_CLOSE;
  }

  #body(bytes: Uint8Array, at: number, length: number, then: State): number {
    const end = Math.min(length, at + this.#remaining);
    this.onBody?.(bytes, at, end);
    this.#remaining -= end - at;
    if (this.#remaining === 0) this.#state = then;
    return end;
  }

  /** `1a;name=value\r\n` (RFC 9112 section 7.1). */
  #chunkSize(bytes: Uint8Array, at: number, length: number): number {
    const end = bytes.indexOf(LF, at);
    if (end === -1 || end >= length) return length - at > lineBytesMax ? BROKEN : CUT;
    let size = 0;
    let digits = 0;
    for (; at + digits < end; digits += 1) {
      const digit = hexDigit(bytes[at + digits] ?? 0);
      if (digit === -1) break;
      size = size * 16 + digit;
    }
    const after = bytes[at + digits] ?? 0;
    if (digits === 0 || digits > 12 || !chunkSizeEnds.has(after)) return BROKEN;
    this.#remaining = size;
    this.#state = size === 0 ? TRAILER : CHUNK;
    return end + 1;
  }

  #lineEnd(bytes: Uint8Array, at: number, length: number): number {
    this.#state = CHUNK_SIZE;
    if (bytes[at] === LF) return at + 1;
    if (bytes[at] !== CR) return BROKEN;
    if (at + 1 < length) return bytes[at + 1] === LF ? at + 2 : BROKEN;
    this.#state = CHUNK_END;
    return CUT;
  }

  /** Fields behind the last chunk, up to an empty line. */
  #trailer(bytes: Uint8Array, at: number, length: number): number {
    const end = bytes.indexOf(LF, at);
    if (end === -1 || end >= length) return length - at > lineBytesMax ? BROKEN : CUT;
    if (end === at || (end === at + 1 && bytes[at] === CR)) this.#state = DONE;
    return end + 1;
  }

  #keep(bytes: Uint8Array, at: number, length: number): Progress {
    if (length - at > headBytesMax) return BROKEN;
    this.#carry = bytes.slice(at, length);
    return MORE;
  }
}

/** The part goes on in the next read. */
const CUT = -4;

/** More than any server sends (Node's own limit is 16 KiB). */
export const headBytesMax: number = 256 * 1024;
const lineBytesMax = 64 * 1024;

type State = number;
const HEAD = 0;
const BODY = 1;
const UNTIL_CLOSE = 2;
const CHUNK_SIZE = 3;
const CHUNK = 4;
const CHUNK_END = 5;
const TRAILER = 6;
const DONE = 7;

const LF = 10;
const CR = 13;
/** CR, LF, the semicolon of extensions, and white space before either. */
const chunkSizeEnds: ReadonlySet<number> = new Set([CR, LF, 59, 32, 9]);

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
}

import { encodeString } from './encode.ts';
import { decodedBytesMax, decodeHuffman } from './huffman.ts';

/** What a name means for where a response ends. */
export type FieldKind = 'status' | 'content-length' | 'pseudo' | 'other';

/** Where a string of a header block stands (RFC 7541, section 5.2), to be decoded only if somebody wants to know. */
export class StringPlace {
  bytes: Uint8Array = new Uint8Array();
  start = 0;
  end = 0;
  isHuffman = false;

  /** In latin1; undefined where the Huffman code is wrong. */
  text(): string | undefined {
    if (!this.isHuffman) return latin1(this.bytes, this.start, this.end);
    const length = this.#unpack();
    return length === -1 ? undefined : latin1(unpacked, 0, length);
  }

  /** The number that it is in decimal digits; -1 where it is none. */
  number(): number {
    return this.isHuffman
      ? readDigits(unpacked, 0, this.#unpack())
      : readDigits(this.bytes, this.start, this.end);
  }

  /** What it means as a name. The same text has one Huffman code, so that there is no need to decode. */
  kind(): FieldKind {
    const known = this.isHuffman ? packedNames : plainNames;
    if (this.#equals(known.status)) return 'status';
    if (this.#equals(known.contentLength)) return 'content-length';
    const first = this.bytes[this.start] ?? 0;
    // The colon is 0x3a; its Huffman code are the seven bits 0x5c.
    return (this.isHuffman ? first >> 1 === 0x5c : first === 0x3a) ? 'pseudo' : 'other';
  }

  #equals(text: Uint8Array): boolean {
    if (this.end - this.start !== text.length) return false;
    for (let index = 0; index < text.length; index += 1) {
      if (this.bytes[this.start + index] !== text[index]) return false;
    }
    return true;
  }

  #unpack(): number {
    const needed = decodedBytesMax(this.end - this.start);
    if (needed > unpacked.length) unpacked = new Uint8Array(needed);
    return decodeHuffman(this.bytes, this.start, this.end, unpacked);
  }
}

/** The number in a text of decimal digits; -1 where there is another character, none, or more than are counted exactly. */
export function readNumber(text: string): number {
  return digits.test(text) ? Number(text) : -1;
}

const digits = /^\d{1,15}$/;

function readDigits(bytes: Uint8Array, start: number, end: number): number {
  if (end <= start || end - start > 15) return -1;
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}

/** Strings are decoded one after the other, so that one place is enough; it grows with the longest. */
let unpacked: Uint8Array = new Uint8Array(256);

const plainNames = {
  status: Buffer.from(':status'),
  contentLength: Buffer.from('content-length'),
} as const;

/** Without the byte of the length. */
const packedNames = {
  status: encodeString(':status').subarray(1),
  contentLength: encodeString('content-length').subarray(1),
} as const;

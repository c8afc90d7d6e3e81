import type { Field } from '../fields.ts';
import { DynamicTable, dynamicTableBytesMax } from './dynamic-table.ts';
import { staticTable } from './static-table.ts';
import { type FieldKind, readNumber, StringPlace } from './string-place.ts';

/**
 * What became of a header block. `malformed` is the fault of one response (RFC 9113, section 8.1.1); after
 * `undecodable` nothing on the connection can be read any more (section 4.3).
 */
export type Decoded = 'decoded' | 'malformed' | 'undecodable';

/**
 * Reads the header blocks of one connection (RFC 7541) and takes from them what says where a response ends. Fields that
 * nobody wants to see are stepped over: they are neither decoded nor checked, unless the server refers to them later.
 */
export class HeadDecoder {
  /** 0 where the block has no `:status`: trailers. */
  status = 0;
  /** -1 where the block does not say. */
  contentLengthBytes = -1;
  /** The fields as lines, where asked for. */
  lines = '';

  readonly #table = new DynamicTable();
  #outcome: Decoded = 'decoded';
  #keepsLines = false;
  /** A field other than `:status` was seen. */
  #hasField = false;
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;
  #end = 0;
  readonly #name = new StringPlace();
  readonly #value = new StringPlace();

  /** Takes the block from `start` to `end`. */
  decode(bytes: Uint8Array, start: number, end: number, keepsLines: boolean): Decoded {
    this.status = 0;
    this.contentLengthBytes = -1;
    this.lines = '';
    this.#outcome = 'decoded';
    this.#keepsLines = keepsLines;
    this.#hasField = false;
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
    while (this.#at < end) this.#takeNext();
    return this.#outcome;
  }

  /** RFC 7541, section 6: the first bits say what follows. */
  #takeNext(): void {
    const first = this.#bytes[this.#at] ?? 0;
    if (first >= 0x80) this.#takeIndexed(this.#integer(0x7f));
    else if (first >= 0x40) this.#takeLiteral(this.#integer(0x3f), true);
    else if (first >= 0x20) this.#resize(this.#integer(0x1f));
    else this.#takeLiteral(this.#integer(0x0f), false);
  }

  #takeIndexed(index: number): void {
    const status = statuses[index] ?? 0;
    if (status !== 0) this.#takeStatus(status);
    else this.#takeField(this.#entry(index));
  }

  #takeLiteral(index: number, adds: boolean): void {
    if (index === 0) this.#findString(this.#name);
    this.#findString(this.#value);
    if (this.#outcome === 'undecodable') return;
    const isAdded = adds && this.#table.capacityBytes > 0;
    if (!this.#keepsLines && !isAdded && index <= staticTable.length) return this.#skim(index);
    const name = index === 0 ? this.#name.text() : this.#entry(index)?.[0];
    const value = this.#value.text();
    if (name === undefined || value === undefined) return this.#fail('undecodable');
    const field: Field = [name, value];
    if (isAdded) this.#table.add(field);
    this.#takeField(field);
  }

  /** Takes only what matters from a literal. */
  #skim(index: number): void {
    const kind = index === 0 ? this.#name.kind() : (kinds[index] ?? 'other');
    if (kind === 'status') this.#takeStatus(this.#value.number());
    else if (kind === 'content-length') this.#takeLength(this.#value.number());
    else if (kind === 'pseudo') this.#fail('malformed');
    else this.#hasField = true;
  }

  #takeField(field: Field | undefined): void {
    if (field === undefined) return this.#fail('undecodable');
    const [name, value] = field;
    if (name === ':status') return this.#takeStatus(readNumber(value));
    if (name.startsWith(':')) return this.#fail('malformed');
    if (name === 'content-length') this.#takeLength(readNumber(value));
    this.#hasField = true;
    if (this.#keepsLines) this.#keepLine(name, value);
  }

  #keepLine(name: string, value: string): void {
    if (!lowerCaseToken.test(name) || lineEnd.test(value)) return this.#fail('malformed');
    this.lines += `${name}: ${value}\r\n`;
    // References of one byte can stand for fields of 4 KiB.
    if (this.lines.length > linesBytesMax) this.#fail('undecodable');
  }

  /**
   * Comes once, before all other fields (RFC 9113, section 8.3). Others than 100 to 599 are invalid (RFC 9110, section 15),
   * as they are in HTTP/1.1, and tables by status have no room for them.
   */
  #takeStatus(status: number): void {
    if (this.status !== 0 || this.#hasField || status < 100 || status > 599) {
      return this.#fail('malformed');
    }
    this.status = status;
  }

  #takeLength(lengthBytes: number): void {
    const differs = this.contentLengthBytes !== -1 && this.contentLengthBytes !== lengthBytes;
    if (lengthBytes === -1 || differs) return this.#fail('malformed');
    this.contentLengthBytes = lengthBytes;
    this.#hasField = true;
  }

  #resize(capacityBytes: number): void {
    // RFC 7541, section 4.2: only at the beginning of a block, and within what we allowed.
    const isLate = this.#hasField || this.status !== 0;
    if (isLate || capacityBytes > dynamicTableBytesMax) return this.#fail('undecodable');
    this.#table.resize(capacityBytes);
  }

  #fail(outcome: Decoded): void {
    if (this.#outcome !== 'undecodable') this.#outcome = outcome;
    if (outcome === 'undecodable') this.#at = this.#end;
  }

  #entry(index: number): Field | undefined {
    return index <= staticTable.length
      ? staticTable[index - 1]
      : this.#table.get(index - staticTable.length - 1);
  }

  #findString(place: StringPlace): void {
    if (this.#at >= this.#end) return this.#fail('undecodable');
    place.bytes = this.#bytes;
    place.isHuffman = (this.#bytes[this.#at] ?? 0) >= 0x80;
    const lengthBytes = this.#integer(0x7f);
    if (lengthBytes > this.#end - this.#at) return this.#fail('undecodable');
    place.start = this.#at;
    place.end = this.#at + lengthBytes;
    this.#at = place.end;
  }

  /** RFC 7541, section 5.1: the low bits of the first byte, under `mask`, and further bytes where all of them are set. */
  #integer(mask: number): number {
    const low = (this.#bytes[this.#at] ?? 0) & mask;
    this.#at += 1;
    return low < mask ? low : this.#longInteger(mask);
  }

  #longInteger(base: number): number {
    let value = base;
    for (let shift = 0; shift <= integerShiftMax && this.#at < this.#end; shift += 7) {
      const byte = this.#bytes[this.#at] ?? 0;
      this.#at += 1;
      value += (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    this.#fail('undecodable');
    return 0;
  }
}

/** Four bytes of 7 bits: far beyond all that a header block can hold. */
const integerShiftMax = 21;
const linesBytesMax: number = 256 * 1024;

/** Only these can be lines of their own: RFC 9113, section 8.2.1. */
const lowerCaseToken = /^[!#$%&'*+.^_`|~\da-z-]+$/;
// oxlint-disable-next-line no-control-regex -- it is what must not get through.
const lineEnd = /[\0\r\n]/;

/** By number of the static table; 0 for what is no status. */
const statuses: readonly number[] = [
  0,
  ...staticTable.map(([name, value]) => (name === ':status' ? Number(value) : 0)),
];

const kinds: readonly FieldKind[] = ['other', ...staticTable.map(([name]) => kindOf(name))];

function kindOf(name: string): FieldKind {
  if (name === ':status') return 'status';
  if (name === 'content-length') return 'content-length';
  return name.startsWith(':') ? 'pseudo' : 'other';
}

import type { Field } from '../fields.ts';
import { encodeHuffman } from './huffman.ts';
import { staticTable } from './static-table.ts';

/**
 * A header block of HPACK that neither reads nor changes the state of a connection: numbers of the static table, and
 * literals without indexing (RFC 7541, sections 6.1 and 6.2.2). It is the same bytes every time, and means the same
 * whatever was sent before.
 * @param fields names in lower case.
 */
export function encodeFields(fields: readonly Field[]): Uint8Array {
  return Buffer.concat(fields.flatMap(encodeField));
}

/** The Huffman code of a text where that is shorter, as it would stand in a block; else its bytes. */
export function encodeString(text: string): Uint8Array {
  const plain = Buffer.from(text);
  const packed = encodeHuffman(plain);
  return packed.length < plain.length
    ? Buffer.concat([encodeInteger(packed.length, 7, 0x80), packed])
    : Buffer.concat([encodeInteger(plain.length, 7, 0), plain]);
}

function encodeField([name, value]: Field): readonly Uint8Array[] {
  const known = byName.get(name);
  if (known === undefined) return [encodeInteger(0, 4, 0), encodeString(name), encodeString(value)];
  const whole = value === '' ? undefined : known.values.get(value);
  return whole === undefined
    ? [encodeInteger(known.index, 4, 0), encodeString(value)]
    : [encodeInteger(whole, 7, 0x80)];
}

/** RFC 7541, section 5.1: in the low bits of the first byte, and in further bytes of 7 bits where it does not fit. */
function encodeInteger(value: number, bits: number, flags: number): Uint8Array {
  const most = 2 ** bits - 1;
  if (value < most) return Uint8Array.of(flags | value);
  const bytes = [flags | most];
  let rest = value - most;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

interface KnownName {
  readonly index: number;
  readonly values: Map<string, number>;
}

const byName: ReadonlyMap<string, KnownName> = groupByName();

function groupByName(): ReadonlyMap<string, KnownName> {
  const names = new Map<string, KnownName>();
  for (const [place, [name, value]] of staticTable.entries()) {
    const known = names.get(name) ?? { index: place + 1, values: new Map<string, number>() };
    known.values.set(value, place + 1);
    names.set(name, known);
  }
  return names;
}

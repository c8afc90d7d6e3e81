/**
 * Writes bytes in the Huffman code of HPACK (RFC 7541, section 5.2).
 */
export function encodeHuffman(bytes: Uint8Array): Uint8Array {
  const encoded = new Uint8Array(Math.ceil(bytes.length * (lengthBitsMax / 8)));
  let length = 0;
  let held = 0;
  let heldBits = 0;
  for (const byte of bytes) {
    const bits = lengthsBits[byte] ?? 0;
    // At most 7 bits are left from the code before; 37 bits are beyond shifts, so that numbers are multiplied.
    held = held * 2 ** bits + (codes[byte] ?? 0);
    heldBits += bits;
    while (heldBits >= 8) {
      heldBits -= 8;
      const whole = Math.floor(held / 2 ** heldBits);
      encoded[length] = whole;
      length += 1;
      held -= whole * 2 ** heldBits;
    }
  }
  if (heldBits === 0) return encoded.subarray(0, length);
  // The rest of the last byte is filled with the beginning of the code of the end of string: ones.
  encoded[length] = (held << (8 - heldBits)) | (0xff >> heldBits);
  return encoded.subarray(0, length + 1);
}

/**
 * Reads Huffman code from `start` to `end` into `target`, which must hold `decodedBytesMax(end - start)`.
 * @returns how many bytes were written; -1 where the code is wrong (RFC 7541, section 5.2: padding of more than 7 bits
 * or other than ones, or an end of string within it).
 */
export function decodeHuffman(
  bytes: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
): number {
  let length = 0;
  let state = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    for (let shift = 4; shift >= 0; shift -= 4) {
      const step = steps[(state << 4) | ((byte >> shift) & 15)] ?? broken;
      if (step === broken) return -1;
      if ((step & emits) !== 0) {
        target[length] = step & 0xff;
        length += 1;
      }
      state = step >> stateShift;
    }
  }
  return maybeLast[state] === 1 ? length : -1;
}

/** The shortest code has 5 bits. */
export function decodedBytesMax(encodedBytes: number): number {
  return Math.ceil((encodedBytes * 8) / 5);
}

/**
 * How many bits the codes of the bytes 0 to 255 and of the end of string have (RFC 7541, appendix B). The code is
 * canonical: codes of a length follow each other in the order of their symbols, so that lengths say everything.
 */
// prettier-ignore
const lengthsBits: readonly number[] = [
  13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
  28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
  6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
  5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
  13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
  7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
  15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
  6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
  20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
  24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
  22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
  21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
  26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
  19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
  20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
  26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
  30,
];
const lengthBitsMax = 30;

const codes: readonly number[] = canonicalCodes();

function canonicalCodes(): readonly number[] {
  const made = lengthsBits.map(() => 0);
  let code = 0;
  for (let bits = 1; bits <= lengthBitsMax; bits += 1) {
    for (const [symbol, length] of lengthsBits.entries()) {
      if (length !== bits) continue;
      made[symbol] = code;
      code += 1;
    }
    code *= 2;
  }
  return made;
}

/**
 * Decoding takes four bits at a time: for each inner node of the code's tree and each value of four bits, the node
 * where they lead to, and the byte that is complete on the way. No code is shorter than four bits, so that it is one.
 */
const endOfString = 256;
const emits = 0x100;
const stateShift = 9;
const broken = -1;

/** Inner nodes as pairs: where 0 and 1 lead to. Leaves are negative: -1 - symbol. */
const tree: readonly (readonly [number, number])[] = treeOf(codes);
const steps: Int32Array = stepsOf(tree);
/** 1 where a string may end: at most 7 bits into a code, all of them ones. */
const maybeLast: Uint8Array = lastStates(tree);

function treeOf(all: readonly number[]): readonly (readonly [number, number])[] {
  const nodes: [number, number][] = [[0, 0]];
  for (const [symbol, code] of all.entries()) {
    let node: [number, number] | undefined = nodes[0];
    for (let bit = (lengthsBits[symbol] ?? 0) - 1; bit >= 0 && node !== undefined; bit -= 1) {
      const side: 0 | 1 = (code >> bit) & 1 ? 1 : 0;
      if (bit === 0) node[side] = -1 - symbol;
      // 0 is the root, to which no branch leads.
      else if (node[side] === 0) node[side] = nodes.push([0, 0]) - 1;
      node = nodes[node[side]];
    }
  }
  return nodes;
}

function stepsOf(nodes: readonly (readonly [number, number])[]): Int32Array {
  const table = new Int32Array(nodes.length * 16);
  for (let place = 0; place < table.length; place += 1) {
    let state = place >> 4;
    let emitted = 0;
    for (let bit = 3; bit >= 0; bit -= 1) {
      const next: number = nodes[state]?.[(place >> bit) & 1 ? 1 : 0] ?? 0;
      state = Math.max(0, next);
      if (next < 0) emitted = -1 - next === endOfString ? broken : emits | (-1 - next);
      if (emitted === broken) break;
    }
    table[place] = emitted === broken ? broken : (state << stateShift) | emitted;
  }
  return table;
}

function lastStates(nodes: readonly (readonly [number, number])[]): Uint8Array {
  const states = new Uint8Array(nodes.length);
  let state = 0;
  for (let bits = 0; bits <= 7; bits += 1) {
    states[state] = 1;
    state = nodes[state]?.[1] ?? 0;
  }
  return states;
}

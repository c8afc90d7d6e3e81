/**
 * Whole numbers in the fewest bytes, as HdrHistogram's V2 encoding writes them: ZigZag (0, -1, 1, -2 … become 0, 1, 2,
 * 3 …), then LEB128 with at most 9 bytes, the ninth of which has no continuation bit (`LEB128-64b9B` in its
 * ZigZagEncoding class). For whole numbers from -2^52 to 2^53, which 8 bytes hold.
 */
export function writeZigZag(value: number, bytes: number[]): void {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

export interface ZigZagReader {
  /** True where all bytes have been read. */
  readonly done: boolean;
  /** The next number; `undefined` where the bytes end within it, or it is too large. */
  next(): number | undefined;
}

export function readZigZag(bytes: Uint8Array): ZigZagReader {
  let place = 0;
  return {
    get done(): boolean {
      return place >= bytes.length;
    },
    next(): number | undefined {
      let value = 0;
      for (let length = 1; length <= bytesMax; length += 1) {
        const byte = bytes[place];
        if (byte === undefined) return undefined;
        place += 1;
        const isLast = byte < 128 || length === bytesMax;
        value += (length === bytesMax ? byte : byte % 128) * 128 ** (length - 1);
        if (isLast) break;
      }
      if (value > 2 * Number.MAX_SAFE_INTEGER) return undefined;
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    },
  };
}

const bytesMax = 9;

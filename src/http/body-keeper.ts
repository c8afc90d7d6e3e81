/** Bodies are kept for looking into them, not for archiving: what is longer is cut. */
export const keptBodyBytesMax: number = 8 * 1024 * 1024;

/** Collects the body of one response. */
export class BodyKeeper {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  /** The bytes are copied: they are valid during the call only. */
  readonly take = (bytes: Uint8Array, from: number, to: number): void => {
    const end = Math.min(to, from + keptBodyBytesMax - this.#length);
    if (end <= from) return;
    this.#chunks.push(bytes.slice(from, end));
    this.#length += end - from;
  };

  bytes(): Uint8Array {
    return Buffer.concat(this.#chunks, this.#length);
  }
}

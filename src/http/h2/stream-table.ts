import { streamIdMax } from './frames.ts';

/** What the table needs of a stream: where it notes its identifier; 0 while it has none. */
export interface Numbered {
  id: number;
}

/**
 * The open streams of a connection by identifier. Identifiers are odd and ascending (RFC 9113, section 5.1.1), but may
 * leave some out: one whose place is still taken is passed over, so that finding a stream is one look at an array.
 */
export class StreamTable<Stream extends Numbered> {
  size = 0;
  /** The next identifier, if its place is free. */
  nextId: number;
  readonly #places: (Stream | undefined)[];
  readonly #mask: number;

  /**
   * @param streamsMax how many streams are open at a time.
   * @param firstId odd.
   */
  constructor(streamsMax: number, firstId: number) {
    // Twice as many places as streams, so that few identifiers are passed over.
    const places = 2 ** Math.ceil(Math.log2(streamsMax * 2));
    this.#places = Array.from({ length: places }, () => undefined);
    this.#mask = places - 1;
    this.nextId = firstId;
  }

  /** Identifiers are used up, or could be with the next stream. */
  get isExhausted(): boolean {
    return this.nextId + 2 * this.#places.length > streamIdMax;
  }

  add(stream: Stream): void {
    while (this.#places[this.#placeOf(this.nextId)] !== undefined) this.nextId += 2;
    this.#places[this.#placeOf(this.nextId)] = stream;
    stream.id = this.nextId;
    this.nextId += 2;
    this.size += 1;
  }

  get(id: number): Stream | undefined {
    const stream = this.#places[this.#placeOf(id)];
    return stream?.id === id ? stream : undefined;
  }

  remove(stream: Stream): void {
    this.#places[this.#placeOf(stream.id)] = undefined;
    stream.id = 0;
    this.size -= 1;
  }

  /** A copy, oldest first. */
  all(): readonly Stream[] {
    const streams = this.#places.filter((stream) => stream !== undefined);
    return streams.toSorted((a, b) => a.id - b.id);
  }

  #placeOf(id: number): number {
    return (id >>> 1) & this.#mask;
  }
}

/** Which action must follow which; actions are called `verb id`. */
export class Edges {
  readonly hard: number[][];
  readonly #places: ReadonlyMap<string, number>;

  constructor(count: number, places: ReadonlyMap<string, number>) {
    this.hard = Array.from({ length: count }, () => []);
    this.#places = places;
  }

  /** Where there are both. */
  add(first: string, second: string): void {
    const from = this.#places.get(first);
    const to = this.#places.get(second);
    if (from !== undefined && to !== undefined && from !== to) this.hard[from]?.push(to);
  }

  /** Whether the one happens by the other. */
  isSame(first: string, second: string): boolean {
    const place = this.#places.get(first);
    return place !== undefined && place === this.#places.get(second);
  }
}

/** A clock that is read at most once for all that happens in one callback of a socket. */
export class TurnClock {
  readonly #now: () => number;
  #inTurn = false;
  /** 0 where it was not read in this turn. */
  #readMs = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  begin(): void {
    this.#inTurn = true;
    this.#readMs = 0;
  }

  end(): void {
    this.#inTurn = false;
  }

  nowMs(): number {
    if (!this.#inTurn) return this.#now();
    if (this.#readMs === 0) this.#readMs = this.#now();
    return this.#readMs;
  }
}

const DAY_MS = 86_400_000;

/** From the first to the last time in logs. */
export class TimeSpan {
  #first: string | undefined;
  #last: string | undefined;

  /** Times in their order, as servers write them: `2026-01-31 12:00:00.123 UTC`. */
  see(time: string | undefined): void {
    if (time === undefined) return;
    this.#first ??= time;
    this.#last = time;
  }

  /** Undefined where no time could be read. */
  get days(): number | undefined {
    if (this.#first === undefined || this.#last === undefined) return undefined;
    const days = (msOf(this.#last) - msOf(this.#first)) / DAY_MS;
    return Number.isFinite(days) ? Math.abs(days) : undefined;
  }
}

/** Without the time zone, which names do not tell; it is the same at both ends. */
function msOf(time: string): number {
  return Date.parse(`${time.slice(0, 10)}T${time.slice(11, 19)}Z`);
}

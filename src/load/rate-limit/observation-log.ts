/** What the requests of a run came to, as plain data that crosses threads. Times are milliseconds since its start. */
export interface Observations {
  /** How many requests the arrays hold; they may be longer. In no order. */
  readonly count: number;
  readonly sentMs: Float64Array;
  readonly endedMs: Float64Array;
  readonly statuses: Uint16Array;
  /** At index s: how many requests had status s, among them those that there was no room for. */
  readonly totals: Float64Array;
  /** All that ended up to here is in the arrays; `Infinity` where there was room for everything. */
  readonly completeUntilMs: number;
}

/**
 * Keeps when each answered request was sent and answered, and its status, in 18 bytes. Full at `observationsMax`: from then
 * on it only counts statuses, because a limit is found by counting, and a sample of the requests cannot be counted.
 */
export class ObservationLog {
  readonly #max: number;
  readonly #totals = new Float64Array(statusesMax);
  #sentMs = new Float64Array(initialLength);
  #endedMs = new Float64Array(initialLength);
  #statuses = new Uint16Array(initialLength);
  #count = 0;
  #completeUntilMs = Number.POSITIVE_INFINITY;

  constructor(max: number = observationsMax) {
    this.#max = max;
  }

  /** Notes a request that was answered; they come in the order in which they ended. */
  push(sentMs: number, endedMs: number, status: number): void {
    this.#totals[status] = (this.#totals[status] ?? 0) + 1;
    const at = this.#count;
    if (at >= this.#max) {
      if (endedMs < this.#completeUntilMs) this.#completeUntilMs = endedMs;
      return;
    }
    if (at === this.#statuses.length) this.#grow();
    this.#sentMs[at] = sentMs;
    this.#endedMs[at] = endedMs;
    this.#statuses[at] = status;
    this.#count = at + 1;
  }

  /** All so far; later calls of `push` may write into the same arrays. */
  get observations(): Observations {
    return {
      count: this.#count,
      sentMs: this.#sentMs,
      endedMs: this.#endedMs,
      statuses: this.#statuses,
      totals: this.#totals,
      completeUntilMs: this.#completeUntilMs,
    };
  }

  #grow(): void {
    const length = Math.min(this.#max, this.#statuses.length * 2);
    this.#sentMs = longer(this.#sentMs, new Float64Array(length));
    this.#endedMs = longer(this.#endedMs, new Float64Array(length));
    this.#statuses = longer(this.#statuses, new Uint16Array(length));
  }
}

/**
 * The observations of several workers as those of one. It ends where the first of them had no more room: beyond that,
 * requests would be missing.
 */
export function mergeObservations(parts: readonly Observations[]): Observations {
  const completeUntilMs = Math.min(...parts.map((part) => part.completeUntilMs));
  const kept = parts.reduce((sum, { count }) => sum + count, 0);
  const sentMs = new Float64Array(kept);
  const endedMs = new Float64Array(kept);
  const statuses = new Uint16Array(kept);
  const totals = new Float64Array(statusesMax);
  let count = 0;
  for (const part of parts) {
    for (const [status, total] of part.totals.entries())
      totals[status] = (totals[status] ?? 0) + total;
    for (let from = 0; from < part.count; from += 1) {
      const ended = part.endedMs[from] ?? 0;
      if (ended > completeUntilMs) continue;
      sentMs[count] = part.sentMs[from] ?? 0;
      endedMs[count] = ended;
      statuses[count] = part.statuses[from] ?? 0;
      count += 1;
    }
  }
  return { count, sentMs, endedMs, statuses, totals, completeUntilMs };
}

/** 36 MB: 100 seconds at 20,000 requests per second. */
export const observationsMax = 2_000_000;

const initialLength = 4096;
/** Statuses have three digits. */
const statusesMax = 1000;

function longer<T extends Float64Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

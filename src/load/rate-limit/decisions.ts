import type { Observations } from './observation-log.ts';
import { quantile, type Spans, spansOf } from './spans.ts';

/** What the server let through and what it refused. */
export interface Decisions {
  readonly admitted: Spans;
  readonly refused: Spans;
}

/**
 * Splits observations by a set of statuses that mean refusal. A server decides between sending and answer. A limiter stands
 * before the work: where that takes long, an admitted request was still decided on as fast as the refused ones were
 * answered. And the first requests wait for connections and for code that never ran: nothing was decided much before the
 * first answer came. Both narrow the spans.
 */
export function decisionsOf(
  { count, sentMs, endedMs, statuses }: Observations,
  refusals: ReadonlySet<number>,
): Decisions {
  const admitted = new Side(count);
  const refused = new Side(count);
  let firstAnswerMs = Number.POSITIVE_INFINITY;
  for (let index = 0; index < count; index += 1) {
    const side = refusals.has(statuses[index] ?? 0) ? refused : admitted;
    const answerMs = endedMs[index] ?? 0;
    side.push(sentMs[index] ?? 0, answerMs);
    firstAnswerMs = Math.min(firstAnswerMs, answerMs);
  }
  const refusedTookMs = refused.tookMs();
  // Twice what all but one in a hundred took. Where the work is short, a long span is a stall, and nobody knows where in it.
  const slowMs = 2 * quantile(refusedTookMs, 0.99);
  if (quantile(admitted.tookMs(), 0.5) > slowMs) admitted.endBy(slowMs);
  admitted.beginFrom(firstAnswerMs - 2 * quantile(refusedTookMs, 0.5));
  return { admitted: admitted.spans(), refused: refused.spans() };
}

class Side {
  readonly #fromMs: Float64Array;
  readonly #toMs: Float64Array;
  #count = 0;

  constructor(max: number) {
    this.#fromMs = new Float64Array(max);
    this.#toMs = new Float64Array(max);
  }

  push(fromMs: number, toMs: number): void {
    this.#fromMs[this.#count] = fromMs;
    this.#toMs[this.#count] = toMs;
    this.#count += 1;
  }

  /** How long from the earliest to the latest time, ascending. */
  tookMs(): Float64Array {
    const toMs = this.#toMs.subarray(0, this.#count);
    return toMs.map((ms, index) => ms - (this.#fromMs[index] ?? 0)).toSorted();
  }

  endBy(afterMs: number): void {
    for (let index = 0; index < this.#count; index += 1) {
      const latestMs = (this.#fromMs[index] ?? 0) + afterMs;
      this.#toMs[index] = Math.min(this.#toMs[index] ?? 0, latestMs);
    }
  }

  beginFrom(earliestMs: number): void {
    for (let index = 0; index < this.#count; index += 1) {
      const fromMs = Math.max(this.#fromMs[index] ?? 0, earliestMs);
      this.#fromMs[index] = Math.min(fromMs, this.#toMs[index] ?? 0);
    }
  }

  spans(): Spans {
    return spansOf(this.#fromMs, this.#toMs, this.#count);
  }
}

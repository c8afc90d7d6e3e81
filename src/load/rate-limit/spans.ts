/** Decisions of a server, each of which fell at some time between two others: sent and answered. */
export interface Spans {
  readonly count: number;
  /** Earliest time of each, ascending. */
  readonly fromMs: Float64Array;
  /** Latest time of each, in the order of `fromMs`. */
  readonly toMs: Float64Array;
  /** The latest times, ascending. */
  readonly endsMs: Float64Array;
}

/** Puts decisions in order; the arrays are read up to `count`. */
export function spansOf(fromMs: Float64Array, toMs: Float64Array, count: number): Spans {
  const order = new Uint32Array(count).map((_, index) => index);
  order.sort((a, b) => (fromMs[a] ?? 0) - (fromMs[b] ?? 0));
  return {
    count,
    fromMs: Float64Array.from(order, (index) => fromMs[index] ?? 0),
    toMs: Float64Array.from(order, (index) => toMs[index] ?? 0),
    endsMs: toMs.subarray(0, count).toSorted(),
  };
}

/** Every nth, so that at most `max` are left. */
export function thinned(spans: Spans, max: number): Spans {
  const step = Math.ceil(spans.count / max);
  if (step <= 1) return spans;
  const everyNth = (_: number, index: number): boolean => index % step === 0;
  const toMs = spans.toMs.filter(everyNth);
  return {
    count: toMs.length,
    fromMs: spans.fromMs.filter(everyNth),
    toMs,
    endsMs: toMs.toSorted(),
  };
}

/** How many of ascending times are before `ms`. */
export function countBefore(ascendingMs: Float64Array, ms: number): number {
  let low = 0;
  let high = ascendingMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascendingMs[middle] ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** At least how many decisions were certainly made between two times. */
export function countWithin(spans: Spans, afterMs: number, beforeMs: number): number {
  return Math.max(0, countBefore(spans.endsMs, beforeMs) - countBefore(spans.fromMs, afterMs));
}

/** The middle of a span: the best guess of when a decision was made. */
export function middleMs(spans: Spans, index: number): number {
  return ((spans.fromMs[index] ?? 0) + (spans.toMs[index] ?? 0)) / 2;
}

/** The best guesses of all decisions, ascending. */
export function middlesMs(spans: Spans): Float64Array {
  return spans.fromMs.map((fromMs, index) => (fromMs + (spans.toMs[index] ?? 0)) / 2).toSorted();
}

/** How long a decision's span is on average: no finer than that is anything known about a single one. */
export function meanWidthMs(spans: Spans): number {
  let sumMs = 0;
  for (let index = 0; index < spans.count; index += 1) {
    sumMs += (spans.toMs[index] ?? 0) - (spans.fromMs[index] ?? 0);
  }
  return spans.count === 0 ? 0 : sumMs / spans.count;
}

/** `Infinity` where there is none. */
export function quantile(ascending: Float64Array, share: number): number {
  const index = Math.max(0, Math.ceil(ascending.length * share) - 1);
  return ascending[index] ?? Number.POSITIVE_INFINITY;
}

import type { Decisions } from './decisions.ts';
import { steadyLine } from './line.ts';
import { countBefore, meanWidthMs, middlesMs, quantile, type Spans } from './spans.ts';

/** A limiter that, once used up, lets requests through one by one at a steady rate. */
export interface BucketFit {
  /** Requests that it lets through at once when it is full. */
  readonly burst: number;
  readonly perMs: number;
  /** Position of the first admission that it describes, and what was left just before. */
  readonly first: number;
  readonly levelAtFirst: number;
  /** So many requests its level is uncertain by. */
  readonly slack: number;
}

/**
 * A token bucket that is full at the start. While requests keep it empty, the number of admissions until time t is
 * burst + rate · t; a line through them gives both. Undefined where more were let through at first than such a bucket has.
 */
export function fitBucket({ admitted, refused }: Decisions): BucketFit | undefined {
  const timesMs = middlesMs(admitted);
  const emptyMs = middlesMs(refused)[0] ?? Number.POSITIVE_INFINITY;
  const widthMs = meanWidthMs(refused);
  // Whoever was under way with the first one that was refused may still belong to the burst.
  const steadyFrom = countBefore(timesMs, emptyMs + 2 * widthMs);
  const perMs = steadyLine(timesMs, steadyFrom)?.perMs;
  if (perMs === undefined) return undefined;
  const first = lastFull(timesMs.subarray(0, countBefore(timesMs, emptyMs) + 1), perMs);
  const firstMs = timesMs[first] ?? 0;
  const above = timesMs.map((timeMs, index) => index + 1 - first - (timeMs - firstMs) * perMs);
  // What comes back while nobody asks is used a little later, never before: the line is near the top of what was admitted.
  const burst = Math.max(1, quantile(above.subarray(steadyFrom).toSorted(), 0.75));
  // Both figures are known to some 2 %, the clocks of servers to a millisecond or two.
  const slack = 1 + 0.02 * burst + 2 * perMs;
  const used = countBefore(timesMs, emptyMs - widthMs) - first;
  const given = burst + perMs * (emptyMs - firstMs);
  return used > given + slack ? undefined : { burst, perMs, first, levelAtFirst: burst, slack };
}

/**
 * How much such a limiter cannot have done, as a share of what was admitted: requests let through although it must have been
 * empty, and those that it held back, refusing others, although it must have had something left.
 */
export function bucketMisfit(fit: BucketFit, decisions: Decisions): number {
  return (overdrawn(fit, decisions.admitted) + heldBack(fit, decisions)) / decisions.admitted.count;
}

/** Every admission counts as late as it can have been. */
function overdrawn(fit: BucketFit, { endsMs }: Spans): number {
  let level = fit.levelAtFirst;
  let lastMs = endsMs[fit.first] ?? 0;
  let sum = 0;
  for (let index = fit.first; index < endsMs.length; index += 1) {
    const atMs = endsMs[index] ?? 0;
    level = Math.min(fit.burst, level + (atMs - lastMs) * fit.perMs) - 1;
    lastMs = atMs;
    const missing = Math.max(0, -fit.slack - level);
    sum += missing;
    level += missing;
  }
  return sum;
}

/** Every admission counts as early as it can have been. */
function heldBack(fit: BucketFit, { admitted, refused }: Decisions): number {
  const { burst, perMs, first } = fit;
  let level = fit.levelAtFirst;
  let next = first;
  let lastMs = admitted.fromMs[next] ?? 0;
  let sum = 0;
  for (let index = countBefore(refused.fromMs, lastMs); index < refused.count; index += 1) {
    const fromMs = refused.fromMs[index] ?? 0;
    while (next < admitted.count && (admitted.fromMs[next] ?? 0) <= fromMs) {
      const atMs = admitted.fromMs[next] ?? 0;
      level = Math.max(0, Math.min(burst, level + (atMs - lastMs) * perMs) - 1);
      lastMs = atMs;
      next += 1;
    }
    const left = Math.min(burst, level + (fromMs - lastMs) * perMs);
    // Whoever was sent before this one was answered may have come first.
    const others = countBefore(admitted.fromMs, refused.toMs[index] ?? 0) - next;
    const unused = Math.max(0, left - others - 1 - fit.slack);
    sum += unused;
    level -= unused;
  }
  return sum;
}

/**
 * How many requests were refused when so long nobody had been let through that, by the steady rate, several must have been
 * possible again.
 */
export function countBucketRefusals(fit: BucketFit, { admitted, refused }: Decisions): number {
  const waitMs = (1 + 3 * fit.slack) / fit.perMs;
  let admittedMs = Number.NEGATIVE_INFINITY;
  let next = 0;
  let early = 0;
  for (let index = 0; index < refused.count; index += 1) {
    const toMs = refused.toMs[index] ?? 0;
    for (; next < admitted.count && (admitted.fromMs[next] ?? 0) < toMs; next += 1) {
      admittedMs = Math.max(admittedMs, admitted.toMs[next] ?? 0);
    }
    const described = next > fit.first;
    if (described && (refused.fromMs[index] ?? 0) - admittedMs > waitMs) early += 1;
  }
  return early;
}

/**
 * Position of the admission before which the bucket was full last, before it was empty for the first time: where most of it
 * was still to be used.
 */
function lastFull(timesMs: Float64Array, perMs: number): number {
  let first = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (const [index, timeMs] of timesMs.entries()) {
    const used = index - perMs * timeMs;
    if (used >= lowest) continue;
    lowest = used;
    first = index;
  }
  return first;
}

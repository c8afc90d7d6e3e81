import type { Burst } from './bursts.ts';
import type { Decisions } from './decisions.ts';
import { countBefore, countWithin, meanWidthMs, middleMs, type Spans } from './spans.ts';

/** Windows that open one after the other and let the same number through in each. */
export interface WindowFit {
  readonly limit: number;
  /** Undefined where no whole window was seen. */
  readonly windowMs: number | undefined;
  readonly bursts: readonly Burst[];
  /** How many windows were seen from their start to their end. */
  readonly whole: number;
}

/** Reads limit and length of the window off bursts; undefined where the limiter never opened again. */
export function fitWindows(decisions: Decisions, bursts: readonly Burst[]): WindowFit | undefined {
  // A run begins anywhere in a window, so the first burst tells nothing of either.
  const later = bursts.slice(1);
  if (later.length === 0) return undefined;
  const complete = later.filter(({ closed }) => closed);
  const limit =
    complete.length > 0
      ? median(complete.map(({ count }) => count))
      : Math.max(...bursts.map(({ count }) => count));
  const opensMs = comparableStarts(decisions, later);
  return { limit, windowMs: periodMs(opensMs), bursts, whole: later.length - 1 };
}

/**
 * Times that lie equally far behind the opening of each burst. When the first request of a burst was admitted is known as
 * badly as every single decision; the mean of as many as are under way at a time is known much better.
 */
function comparableStarts(
  { admitted, refused }: Decisions,
  bursts: readonly Burst[],
): readonly number[] {
  const fewest = Math.min(...bursts.map(({ count }) => count));
  const used = Math.max(1, Math.min(fewest, Math.round(underWay(admitted, refused))));
  return bursts.map(({ first, count }) => {
    const timesMs = Float64Array.from({ length: count }, (_, index) =>
      middleMs(admitted, first + index),
    ).sort();
    return mean([...timesMs.subarray(0, used)]);
  });
}

/** How many requests are undecided at a time, on average (Little's law). */
function underWay(admitted: Spans, refused: Spans): number {
  const requests = admitted.count + refused.count;
  const firstMs = Math.min(admitted.fromMs[0] ?? 0, refused.fromMs[0] ?? 0);
  const lastMs = Math.max(admitted.endsMs.at(-1) ?? 0, refused.endsMs.at(-1) ?? 0);
  return (requests * meanWidthMs(refused)) / Math.max(1, lastMs - firstMs);
}

/** The period of times that are whole periods apart, by least squares. Windows without a refusal leave gaps of several. */
function periodMs(timesMs: readonly number[]): number | undefined {
  const [firstMs = 0] = timesMs;
  const stepsMs = timesMs.slice(1).map((timeMs, index) => timeMs - (timesMs[index] ?? 0));
  if (stepsMs.length === 0) return undefined;
  const stepMs = median(stepsMs);
  const points = timesMs.map(
    (timeMs) => [Math.round((timeMs - firstMs) / stepMs), timeMs] as const,
  );
  const meanNumber = mean(points.map(([number]) => number));
  const meanMs = mean(timesMs);
  const covariance = mean(points.map(([number, ms]) => (number - meanNumber) * (ms - meanMs)));
  return covariance / mean(points.map(([number]) => (number - meanNumber) ** 2));
}

/**
 * Share of the decisions that no limiter with these windows can have made: admitted after the limit was certainly reached,
 * or refused before it can have been. From 0 to 2: the shares of both kinds are added, because there are always far more
 * refusals. `Infinity` where the first burst had more than two windows can have between them.
 */
export function windowMisfit(fit: WindowFit, decisions: Decisions): number {
  const { bursts, limit, windowMs } = fit;
  const { admitted, refused } = decisions;
  const firstMs = admitted.fromMs[0] ?? 0;
  const [{ count = 0 } = {}] = bursts;
  const atOnce = Math.min(count, countWithin(admitted, firstMs, firstMs + (windowMs ?? 0)));
  if (atOnce > 2 * limit * (1 + tolerance)) return Number.POSITIVE_INFINITY;
  const early = strayRefusals(fit, decisions);
  // In sliding windows there are refusals between admissions; but in each stretch of the same length the limit is reached.
  const slides =
    windowMs !== undefined && refused.count > 2 * countBefore(refused.fromMs, firstMs + windowMs);
  const earlySliding = slides ? countWindowRefusals(limit, windowMs, decisions) : early;
  return (
    strayAdmissions(fit, decisions) / admitted.count +
    Math.min(early, earlySliding) / Math.max(1, refused.count)
  );
}

/** Those of the first burst are not judged: at first, requests may be too few for refusals, so that windows meet in it. */
function strayAdmissions({ bursts, limit }: WindowFit, { admitted }: Decisions): number {
  let stray = 0;
  for (const { first, count } of bursts.slice(1)) {
    for (let index = first; index < first + count; index += 1) {
      const used = countBefore(admitted.endsMs, admitted.fromMs[index] ?? 0) - first;
      if (used >= limit * (1 + tolerance)) stray += 1;
    }
  }
  return stray;
}

function strayRefusals({ bursts, limit }: WindowFit, { admitted, refused }: Decisions): number {
  let stray = 0;
  let number = 0;
  for (let index = 0; index < refused.count; index += 1) {
    const fromMs = refused.fromMs[index] ?? 0;
    const toMs = refused.toMs[index] ?? 0;
    while ((bursts[number + 1]?.opensMs ?? Number.POSITIVE_INFINITY) <= fromMs) number += 1;
    // At the border of two windows it may belong to the one before, which was used up.
    if (toMs >= (bursts[number + 1]?.opensMs ?? Number.POSITIVE_INFINITY)) continue;
    const { first = 0, count = 0 } = bursts[number] ?? {};
    const used = Math.min(countBefore(admitted.fromMs, toMs) - first, count);
    // The run may begin in a window that is used up in part.
    const enough = number === 0 ? Math.min(limit, count) : limit;
    if (used < enough * (1 - tolerance)) stray += 1;
  }
  return stray;
}

/**
 * How many requests were refused although fewer than the limit can have been let through in the time of one window before:
 * true of fixed and of sliding windows. Those of the first window are not judged, because it may have been in use before.
 */
export function countWindowRefusals(
  limit: number,
  windowMs: number,
  { admitted, refused }: Decisions,
): number {
  const startMs = Math.min(admitted.fromMs[0] ?? 0, refused.fromMs[0] ?? 0);
  const backMs = windowMs * (1 + tolerance);
  let early = 0;
  for (
    let index = countBefore(refused.fromMs, startMs + backMs);
    index < refused.count;
    index += 1
  ) {
    const since = countBefore(admitted.endsMs, (refused.fromMs[index] ?? 0) - backMs);
    const used = countBefore(admitted.fromMs, refused.toMs[index] ?? 0) - since;
    if (used < limit * (1 - tolerance)) early += 1;
  }
  return early;
}

/** What counts as the same limit: 2 %. */
const tolerance = 0.02;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

import { type Burst, isQuick } from './bursts.ts';
import type { Decisions } from './decisions.ts';
import { countBefore, countWithin, meanWidthMs, middleMs, middlesMs, type Spans } from './spans.ts';

/** Windows that open one after the other and let the same number through in each. */
export interface WindowFit {
  readonly limit: number;
  /** Undefined where no window was seen from its start to its end. */
  readonly windowMs: number | undefined;
  readonly bursts: readonly Burst[];
  /** Whether the limit is sure: a burst that was used up quickly, or two that are equal. */
  readonly isSure: boolean;
}

/** Reads limit and length of the window off bursts; undefined where the limiter never opened again. */
export function fitWindows(decisions: Decisions, bursts: readonly Burst[]): WindowFit | undefined {
  // A run begins anywhere in a window, so the first burst may be smaller.
  const later = bursts.slice(1);
  if (later.length === 0) return undefined;
  const complete = later.filter(({ silentMs }) => silentMs > 0);
  const limit =
    complete.length > 0
      ? median(complete.map(({ count }) => count))
      : Math.max(...bursts.map(({ count }) => count));
  const equal = bursts.filter(
    ({ count, silentMs }) => silentMs > 0 && Math.abs(count - limit) <= tolerance * limit,
  );
  const windowMs = periodMs(openingsOf(decisions, later));
  return { limit, windowMs, bursts, isSure: equal.length > 1 || equal.some(isQuick) };
}

interface Opening {
  /** Equally far behind the opening for all bursts. */
  readonly atMs: number;
  /** How long nobody asked just before. */
  readonly blindMs: number;
}

/**
 * When the first request of a burst was admitted is known as badly as every single decision; the mean of as many as are
 * under way at a time is known much better.
 */
function openingsOf(
  { admitted, refused }: Decisions,
  bursts: readonly Burst[],
): readonly Opening[] {
  const fewest = Math.min(...bursts.map(({ count }) => count));
  const used = Math.max(1, Math.min(fewest, Math.round(underWay(admitted, refused))));
  const refusedMs = middlesMs(refused);
  return bursts.map(({ first, count, opensMs }) => {
    const timesMs = Float64Array.from({ length: count }, (_, index) =>
      middleMs(admitted, first + index),
    ).toSorted();
    const lastMs = refusedMs[countBefore(refusedMs, opensMs) - 1] ?? opensMs;
    return { atMs: mean([...timesMs.subarray(0, used)]), blindMs: opensMs - lastMs };
  });
}

/** How many requests are undecided at a time, on average (Little's law). */
function underWay(admitted: Spans, refused: Spans): number {
  const requests = admitted.count + refused.count;
  const firstMs = Math.min(admitted.fromMs[0] ?? 0, refused.fromMs[0] ?? 0);
  const lastMs = Math.max(admitted.endsMs.at(-1) ?? 0, refused.endsMs.at(-1) ?? 0);
  return (requests * meanWidthMs(refused)) / Math.max(1, lastMs - firstMs);
}

/**
 * The time from one opening to the next: the mean over pairs of openings, where those further apart count more (with equal
 * weights otherwise, that is the line of least squares). Where nobody asked, because the client or the machine was busy, the
 * opening came some time before it was seen, or only when the next request came (windows may begin with a request); pairs
 * with such times between them count less. A step may be several windows long, where one went by without a refusal.
 */
function periodMs(openings: readonly Opening[]): number | undefined {
  const stepsMs = openings.slice(1).map(({ atMs }, index) => atMs - (openings[index]?.atMs ?? 0));
  if (stepsMs.length === 0) return undefined;
  const usualMs = median(stepsMs);
  let sumMs = 0;
  let sumWeights = 0;
  for (const [index, from] of openings.entries()) {
    let periods = 0;
    let uncertainMs = 0.01 * usualMs + from.blindMs;
    let lastMs = from.atMs;
    for (const to of openings.slice(index + 1, index + 1 + pairedMax)) {
      periods += Math.max(1, Math.round((to.atMs - lastMs) / usualMs));
      uncertainMs += to.blindMs;
      lastMs = to.atMs;
      const weight = (periods / uncertainMs) ** 2;
      sumMs += (weight * (to.atMs - from.atMs)) / periods;
      sumWeights += weight;
    }
  }
  return sumMs / sumWeights;
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
  const count = bursts[0]?.count ?? 0;
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

/** Each opening is paired with so many later ones. */
const pairedMax = 20;
/** What counts as the same limit: 2 %. */
const tolerance = 0.02;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

import type { Burst } from './bursts.ts';
import type { Decisions } from './decisions.ts';
import { mean, median, smallest } from './numbers.ts';
import { countBefore, meanWidthMs, middleMs, middlesMs, type Spans } from './spans.ts';

/**
 * The time from one opening of a limiter to the next: the mean over pairs of openings, where those further apart count more
 * (with equal weights otherwise, that is the line of least squares). Where nobody asked, because the client or the machine
 * was busy, the opening came some time before it was seen, or only when the next request came (windows may begin with a
 * request); pairs with such times between them count less. A step may be several windows long, where one went by without a
 * refusal. Undefined where there are fewer than two bursts.
 */
export function periodMs(decisions: Decisions, bursts: readonly Burst[]): number | undefined {
  const openings = openingsOf(decisions, bursts);
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
  const fewest = smallest(bursts.map(({ count }) => count));
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

/** Each opening is paired with so many later ones. */
const pairedMax = 20;

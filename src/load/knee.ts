import type { LimitStep } from './load-result.ts';

/**
 * The rate from which latency grows faster than load: the last step before the median latency, against its smallest value
 * so far, has grown by a larger factor than the rate has since, and has at least doubled. Below that point a server has
 * reserves (Little's law: requests under way = rate x latency); above it, requests mostly wait for each other.
 */
export function kneeOf(ascending: readonly LimitStep[]): number | undefined {
  let calm: LimitStep | undefined;
  let before: LimitStep | undefined;
  for (const step of ascending) {
    if (calm === undefined || step.p50Ms < calm.p50Ms) calm = step;
    const slower = step.p50Ms / Math.max(calm.p50Ms, shortestMs);
    if (before !== undefined && slower >= 2 && slower > step.rate / calm.rate) return before.rate;
    before = step;
  }
  return undefined;
}

/** Ratios of what is shorter than this are noise. */
const shortestMs = 0.1;

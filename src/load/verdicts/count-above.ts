import type { Histogram } from '../../http/histogram.ts';

/** How many values are larger than a time, by whole buckets of the histogram. */
export function countAbove(histogram: Histogram, limitMs: number): number {
  return Math.round((1 - histogram.shareUpTo(limitMs * 1000)) * histogram.count);
}

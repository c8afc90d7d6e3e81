import type { Histogram } from '../../http/histogram.ts';
import type { BucketCounts } from '../../report/metric.ts';

/**
 * A distribution in the few wide buckets that monitoring systems take, in seconds: 1, 2.5 and 5 from 100 µs (a local
 * service) to a minute (a common limit of time). Quantiles from them are coarse; the exact ones are gauges.
 */
export function latencyBuckets(histogram: Histogram): BucketCounts {
  const counts = Array.from({ length: boundsS.length + 1 }, () => 0);
  let place = 0;
  for (const { fromUs, toUs, count } of histogram.buckets()) {
    const middleS = (fromUs + toUs - 1) / 2 / 1e6;
    while (place < boundsS.length && middleS > (boundsS[place] ?? 0)) place += 1;
    counts[place] = (counts[place] ?? 0) + count;
  }
  return {
    bounds: boundsS,
    counts,
    sum: seconds(histogram.meanUs * histogram.count),
    min: seconds(histogram.minUs),
    max: seconds(histogram.maxUs),
  };
}

const boundsS: readonly number[] = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  30, 60,
];

function seconds(us: number): number {
  return Math.round(us) / 1e6;
}

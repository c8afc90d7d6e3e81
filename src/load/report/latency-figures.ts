import type { Histogram } from '../../http/histogram.ts';

/** What reports say about a distribution, in milliseconds to the microsecond; all null where nothing was recorded. */
export type LatencyFigures = Readonly<Record<LatencyKey, number | null>>;

export type LatencyKey =
  | 'min'
  | 'mean'
  | 'stdev'
  | 'p50'
  | 'p75'
  | 'p90'
  | 'p95'
  | 'p99'
  | 'p99_9'
  | 'max';

export function latencyFigures(histogram: Histogram): LatencyFigures {
  if (histogram.count === 0) return unknown;
  const quantile = (share: number): number => milliseconds(histogram.quantileUs(share));
  return {
    min: milliseconds(histogram.minUs),
    mean: milliseconds(histogram.meanUs),
    stdev: milliseconds(histogram.stdevUs),
    p50: quantile(0.5),
    p75: quantile(0.75),
    p90: quantile(0.9),
    p95: quantile(0.95),
    p99: quantile(0.99),
    p99_9: quantile(0.999),
    max: milliseconds(histogram.maxUs),
  };
}

const unknown: LatencyFigures = {
  min: null,
  mean: null,
  stdev: null,
  p50: null,
  p75: null,
  p90: null,
  p95: null,
  p99: null,
  p99_9: null,
  max: null,
};

function milliseconds(us: number): number {
  return Math.round(us) / 1000;
}

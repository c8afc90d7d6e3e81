import type { Block, ComparedQuantile } from '../comparison.ts';
import type { Need } from './block-groups.ts';

/** A figure that gates: what a block must hold to be worth a value of it, and that value. */
export interface Gating {
  readonly name: ComparedQuantile | 'throughput';
  readonly need: Need;
  /** For sentences: what `need` asks for. */
  readonly requestsMin: number;
  /** Milliseconds, or requests per second. */
  readonly valueOf: (block: Block) => number;
}

/**
 * A quantile of a block says something only where some requests lie beyond it: at least 3, and as many on both sides of
 * the median.
 */
export const quantileFigures: Readonly<Record<ComparedQuantile, Gating>> = {
  p50: quantile('p50', 0.5, 6),
  p90: quantile('p90', 0.9, 30),
  p95: quantile('p95', 0.95, 60),
  p99: quantile('p99', 0.99, 300),
};

export const throughputFigure: Gating = {
  name: 'throughput',
  // Both sides together, so that a side that answers nothing is not merged until nothing is left to compare.
  need: { countOf: ({ total }) => total, isEnough: (a, b) => a + b >= 12 },
  requestsMin: 6,
  // Failing quickly is not speed.
  valueOf: ({ total, failed, lengthMs }) => ((total - failed) * 1000) / Math.max(1, lengthMs),
};

function quantile(name: ComparedQuantile, share: number, requestsMin: number): Gating {
  return {
    name,
    need: {
      countOf: ({ latency }) => latency.count,
      isEnough: (a, b) => Math.min(a, b) >= requestsMin,
    },
    requestsMin,
    valueOf: ({ latency }) => latency.quantileUs(share) / 1000,
  };
}

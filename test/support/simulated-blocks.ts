import type { Random } from '../../src/base/random.ts';
import { Histogram } from '../../src/http/histogram.ts';
import type { Block } from '../../src/load/comparison.ts';

/** One side of a simulated comparison, as it would be in its next block. */
export interface SimulatedBlock {
  readonly startMs: number;
  readonly lengthMs: number;
  /** Requests at a time, each sent when the one before is answered. */
  readonly concurrency: number;
  readonly latencyMs: () => number;
  readonly failShare: number;
}

/** A block of the closed model: as many requests as fit into its time. */
export function simulatedBlock(side: SimulatedBlock, random: Random): Block {
  const latency = new Histogram();
  let failed = 0;
  let spentMs = 0;
  while (spentMs < side.lengthMs * side.concurrency) {
    const latencyMs = side.latencyMs();
    spentMs += latencyMs;
    latency.record(latencyMs * 1000);
    if (side.failShare > 0 && random() < side.failShare) failed += 1;
  }
  const { startMs, lengthMs } = side;
  return { startMs, lengthMs, total: latency.count, failed, latency };
}

/** A value of the standard normal distribution (Box and Muller, 1958). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Uniform within ± spread. */
export function within(spread: number, random: Random): number {
  return (2 * random() - 1) * spread;
}

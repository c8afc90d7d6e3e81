import type { ComparedFigure, Comparison } from '../comparison.ts';

export interface NamedFigure {
  readonly name: string;
  /** What `a` and `b` are. */
  readonly unit: 'ms' | 'per second' | 'share';
  readonly figure: ComparedFigure;
}

/** All figures of a comparison in the order in which reports show them. */
export function comparedFigures({
  latency,
  throughput,
  errors,
}: Comparison): readonly NamedFigure[] {
  return [
    { name: 'p50', unit: 'ms', figure: latency.p50 },
    { name: 'p90', unit: 'ms', figure: latency.p90 },
    { name: 'p95', unit: 'ms', figure: latency.p95 },
    { name: 'p99', unit: 'ms', figure: latency.p99 },
    { name: 'throughput', unit: 'per second', figure: throughput },
    { name: 'errors', unit: 'share', figure: errors },
  ];
}

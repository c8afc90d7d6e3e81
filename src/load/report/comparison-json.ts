import type { ComparedFigure, ComparedSide, Comparison } from '../comparison.ts';
import { latencyFigures } from './latency-figures.ts';

/** The `comparison` of the document. Open ends of intervals are null; errors have a `difference` instead of a `ratio`. */
export function comparisonJson(comparison: Comparison): Readonly<Record<string, unknown>> {
  const { latency, errors } = comparison;
  return {
    method: comparison.method,
    a: sideJson(comparison.a),
    b: sideJson(comparison.b),
    margin: comparison.margin,
    pairs: comparison.pairs,
    block_ms: comparison.blockMs,
    throughput: ratioJson(comparison.throughput),
    latency: {
      p50: ratioJson(latency.p50),
      p90: ratioJson(latency.p90),
      p95: ratioJson(latency.p95),
      p99: ratioJson(latency.p99),
    },
    errors: {
      a: finite(errors.a),
      b: finite(errors.b),
      difference: finite(errors.ratio),
      ...judgementJson(errors),
    },
    verdict: comparison.verdict,
    caveats: comparison.caveats,
  };
}

function sideJson(side: ComparedSide): Readonly<Record<string, unknown>> {
  return {
    name: side.name,
    total: side.total,
    ok: side.ok,
    failed: side.failed,
    per_second: finite(side.perSecond),
    latency_ms: latencyFigures(side.latency),
  };
}

function ratioJson(figure: ComparedFigure): Readonly<Record<string, unknown>> {
  return {
    a: finite(figure.a),
    b: finite(figure.b),
    ratio: finite(figure.ratio),
    ...judgementJson(figure),
  };
}

function judgementJson(figure: ComparedFigure): Readonly<Record<string, unknown>> {
  const { ci95, p, verdict, decidesAfterMs } = figure;
  return {
    ci95: ci95.map(finite),
    p: finite(p),
    verdict,
    ...(decidesAfterMs !== undefined && { decides_after_s: finite(decidesAfterMs / 1000) }),
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

import type { Finding, Severity } from '../../base/finding.ts';
import { bimodalLatency } from './bimodal-latency/verdict.ts';
import { connectionChurn } from './connection-churn/verdict.ts';
import { drift } from './drift/verdict.ts';
import { errors } from './errors/verdict.ts';
import { generatorBottleneck } from './generator-bottleneck/verdict.ts';
import { p99OverTarget } from './p99-over-target/verdict.ts';
import { rateLimited } from './rate-limited/verdict.ts';
import { rateNotReached } from './rate-not-reached/verdict.ts';
import { saturation } from './saturation/verdict.ts';
import { slowConnect } from './slow-connect/verdict.ts';
import { slowStart } from './slow-start/verdict.ts';
import { timeouts } from './timeouts/verdict.ts';
import { unstableThroughput } from './unstable-throughput/verdict.ts';
import type { LoadVerdict, Measurement } from './verdict.ts';

/** What the figures of a run mean, most important first; those on times only where the generator kept up. */
export function judge(result: Measurement): readonly Finding[] {
  const verdicts = result.generator.valid ? loadVerdicts : onCounts;
  return verdicts
    .flatMap((verdict) => verdict.judge(result) ?? [])
    .map((finding) => ({ ...finding, evidence: rounded(finding.evidence ?? {}) }))
    .toSorted((a, b) => ranks[a.severity] - ranks[b.severity]);
}

/** True whatever state the generator was in: they rest on what it counted, not on what it timed. */
const onCounts: readonly LoadVerdict[] = [generatorBottleneck, errors, timeouts, rateLimited];

/** All verdicts; within a severity they are given in this order: what went wrong, how slow it is, and why. */
export const loadVerdicts: readonly LoadVerdict[] = [
  ...onCounts,
  p99OverTarget,
  rateNotReached,
  saturation,
  unstableThroughput,
  drift,
  slowConnect,
  connectionChurn,
  bimodalLatency,
  slowStart,
];

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Counts stay as they are; what was computed keeps six digits, more than any of it was measured with. */
function rounded(evidence: NonNullable<Finding['evidence']>): NonNullable<Finding['evidence']> {
  return Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => {
      const isComputed = typeof value === 'number' && !Number.isInteger(value);
      return [name, isComputed ? Number(value.toPrecision(6)) : value];
    }),
  );
}

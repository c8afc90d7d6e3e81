import type { Finding, Severity } from '../../base/finding.ts';
import { generatorBottleneck } from './generator-bottleneck/verdict.ts';
import { p99OverTarget } from './p99-over-target/verdict.ts';
import type { LoadVerdict, Measurement } from './verdict.ts';

/** What the figures of a run mean, most important first. */
export function judge(result: Measurement): readonly Finding[] {
  const verdicts = result.generator.valid ? loadVerdicts : believable;
  return verdicts
    .flatMap((verdict) => verdict.judge(result) ?? [])
    .toSorted((a, b) => ranks[a.severity] - ranks[b.severity]);
}

/** True whatever state the generator was in: they rest on what it counted, not on what it timed. */
const believable: readonly LoadVerdict[] = [generatorBottleneck];

/** All verdicts; within a severity they are shown in this order. */
export const loadVerdicts: readonly LoadVerdict[] = [...believable, p99OverTarget];

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

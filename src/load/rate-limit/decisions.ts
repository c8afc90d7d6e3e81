import type { Observations } from './observation-log.ts';
import { type Spans, spansOf } from './spans.ts';

/** What the server let through and what it refused. */
export interface Decisions {
  readonly admitted: Spans;
  readonly refused: Spans;
}

/**
 * Splits observations by a set of statuses that mean refusal. A server decides between sending and answer. A limiter stands
 * before the work, so an admitted request was decided on as fast as the refused ones were answered, however long the work
 * took: that narrows its span.
 */
export function decisionsOf(
  { count, sentMs, endedMs, statuses }: Observations,
  refusals: ReadonlySet<number>,
): Decisions {
  const admitted = { count: 0, fromMs: new Float64Array(count), toMs: new Float64Array(count) };
  const refused = { count: 0, fromMs: new Float64Array(count), toMs: new Float64Array(count) };
  for (let index = 0; index < count; index += 1) {
    const side = refusals.has(statuses[index] ?? 0) ? refused : admitted;
    side.fromMs[side.count] = sentMs[index] ?? 0;
    side.toMs[side.count] = endedMs[index] ?? 0;
    side.count += 1;
  }
  const decisionMsMax = slowDecisionMs(refused);
  for (let index = 0; index < admitted.count; index += 1) {
    const latestMs = (admitted.fromMs[index] ?? 0) + decisionMsMax;
    if (latestMs < (admitted.toMs[index] ?? 0)) admitted.toMs[index] = latestMs;
  }
  return {
    admitted: spansOf(admitted.fromMs, admitted.toMs, admitted.count),
    refused: spansOf(refused.fromMs, refused.toMs, refused.count),
  };
}

/** Twice what all but one in a hundred refusals took: no decision takes longer, save for stalls. */
function slowDecisionMs(refused: {
  readonly count: number;
  readonly fromMs: Float64Array;
  readonly toMs: Float64Array;
}): number {
  if (refused.count === 0) return Number.POSITIVE_INFINITY;
  const tookMs = refused.toMs
    .subarray(0, refused.count)
    .map((toMs, index) => toMs - (refused.fromMs[index] ?? 0))
    .toSorted();
  return 2 * (tookMs[Math.ceil(refused.count * 0.99) - 1] ?? Number.POSITIVE_INFINITY);
}

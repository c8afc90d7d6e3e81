import { ms } from '../../../report/number.ts';
import { parseThreshold } from '../../thresholds.ts';
import { countAbove } from '../count-above.ts';
import type { LoadVerdict, Measurement } from '../verdict.ts';
import { fixFor } from './fixes.ts';

/** One in a hundred users waits longer than was asked for. */
export const p99OverTarget: LoadVerdict = {
  id: 'p99-over-target',
  judge(result) {
    // A search for the limit ends where the target breaks, which says nothing about everyday load.
    if (result.limit !== undefined) return undefined;
    const latency = result.latencyCorrected ?? result.latency;
    const targetMs = targetMsOf(result);
    const p99Ms = latency.quantileUs(0.99) / 1000;
    const above = countAbove(latency, targetMs);
    if (p99Ms <= targetMs || above < aboveMin) return undefined;
    return {
      id: 'p99-over-target',
      severity: 'warning',
      title: `P99 latency (${shownAbove(p99Ms, targetMs)}ms) exceeds ${ms(targetMs)}ms target.`,
      fix: fixFor(result, targetMs, above),
      evidence: {
        p99_ms: p99Ms,
        target_ms: targetMs,
        requests: latency.count,
        requests_above_target: above,
      },
      key: 'p99-over-target',
    };
  },
};

/** A convention for APIs that people wait for; `--threshold 'p99<…'` asks for another one. */
const targetMsDefault = 200;

/** One or two slow requests are outliers, whatever share of a short run they are. */
const aboveMin = 3;

function targetMsOf({ thresholds }: Measurement): number {
  const limits = thresholds
    .filter(({ text }) => /^\s*p99\s*</i.test(text))
    .map(({ text }) => parseThreshold(text).limit);
  return limits.length === 0 ? targetMsDefault : Math.min(...limits);
}

/** With as many digits as it takes to look larger than the target. */
function shownAbove(p99Ms: number, targetMs: number): string {
  return ms(p99Ms) === ms(targetMs) ? String(Number(p99Ms.toFixed(3))) : ms(p99Ms);
}

import { ms } from '../../../report/number.ts';
import type { TimelineRow } from '../../load-result.ts';
import { isHeavier, loadOf, p50MsOf, steadyRows, usualP50Ms } from '../rows.ts';
import type { LoadVerdict, Measurement } from '../verdict.ts';

/** The first seconds are much slower than the rest. */
export const slowStart: LoadVerdict = {
  id: 'slow-start',
  judge(result) {
    const rows = steadyRows(result).filter(({ latency }) => latency.count > 0);
    const usualMs = usualP50Ms(rows.slice(Math.ceil(rows.length / 2)));
    const headLength = rows.findIndex((row) => p50MsOf(row) < usualMs * slowFactorMin);
    const head = rows.slice(0, headLength);
    const rest = rows.slice(headLength);
    const first = head[0];
    if (first === undefined || !isStart(head, rest)) return undefined;
    if (isHeavier(loadOf(result, head), loadOf(result, rest))) return undefined;
    const startMs = (head.at(-1)?.atMs ?? 0) + first.lengthMs - first.atMs;
    const firstMs = p50MsOf(first);
    return {
      id: 'slow-start',
      severity: 'info',
      title: `The first ${seconds(startMs)} ${factor(firstMs / usualMs)} times as slow as the rest (P50 ${ms(firstMs)}ms against ${ms(usualMs)}ms), and part of all figures.`,
      fix: fixOf(result, startMs),
      evidence: {
        slow_for_s: startMs / 1000,
        p50_first_ms: firstMs,
        p50_rest_ms: usualMs,
        requests_affected: requestsIn(head),
      },
      key: 'slow-start',
    };
  },
};

/** Less is within what garbage collection and neighbours on the machine do to single rows. */
const slowFactorMin = 2;
/** What is slow for longer is no start. */
const headShareMax = 1 / 3;
const rowsMin = 10;
/** Below, nobody waits for it, and timers are not more exact. */
const slowerMsMin = 1;

/** A median of fewer is off by half too often; slow rows may well have less. */
const usualRequestsMin = 20;
const headRequestsMin = 5;

/** The rest must never be as slow again: otherwise the start is one of several disturbances. */
function isStart(head: readonly TimelineRow[], rest: readonly TimelineRow[]): boolean {
  const rows = head.length + rest.length;
  if (rows < rowsMin || head.length > rows * headShareMax) return false;
  if (requestsIn(rest) < rest.length * usualRequestsMin) return false;
  if (requestsIn(head) < headRequestsMin) return false;
  const fastestMs = Math.min(...head.map(p50MsOf));
  const slowestMs = Math.max(...rest.map(p50MsOf));
  return slowestMs < fastestMs && fastestMs - usualP50Ms(rest) >= slowerMsMin;
}

function requestsIn(rows: readonly TimelineRow[]): number {
  return rows.reduce((sum, { latency }) => sum + latency.count, 0);
}

function seconds(lengthMs: number): string {
  const rounded = Number((lengthMs / 1000).toFixed(1));
  return rounded === 1 ? 'second is' : `${rounded} seconds are`;
}

function factor(value: number): string {
  return String(Number(value.toPrecision(2)));
}

function fixOf({ config }: Measurement, startMs: number): string {
  const warmupS = Math.ceil((config.warmupMs + startMs) / 1000);
  return `Leave them out with --warmup ${warmupS}s, or, where users meet it after each deployment, fill caches and pools before the server takes traffic.`;
}

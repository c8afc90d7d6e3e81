import type { TimelineRow } from '../../load-result.ts';
import { median } from '../median.ts';
import { perSecondOf, usualP50Ms } from '../rows.ts';

/** A time in which next to nothing was answered although requests were waiting. */
export interface Stall {
  readonly atMs: number;
  /** About: what the requests waited that were caught in it. */
  readonly lengthMs: number;
  readonly ended: number;
}

/**
 * Neighbouring rows with less than half of the usual completions, and requests that waited about as long as the completions
 * of that time are missing. The wait is what tells a stall from a lack of requests, and is exact where rows are not.
 */
export function stallsOf(rows: readonly TimelineRow[], timeoutMs: number): readonly Stall[] {
  const usual = median(rows.map(perSecondOf));
  const usualMs = usualP50Ms(rows);
  const rowMs = median(rows.map(({ lengthMs }) => lengthMs));
  const stalls: Stall[] = [];
  for (let from = 0; from < rows.length; from += 1) {
    let to = from;
    while (isDip(rows[to], usual)) to += 1;
    const dip = rows.slice(from, to);
    const missingMs = dip.reduce((sum, row) => sum + missingMsOf(row, usual), 0);
    // Requests that were caught in it end in its last row or in the next.
    const waitedUs = Math.max(0, ...rows.slice(from, to + 1).map(({ latency }) => latency.maxUs));
    const waitedMs = waitedUs / 1000;
    const isCaught =
      waitedMs >= Math.max(stallMsMin, usualMs * unusualFactor) &&
      waitedMs >= Math.min(missingMs, timeoutMs) * waitedShareMin &&
      waitedMs <= missingMs + 2 * rowMs;
    if (dip.length > 0 && isCaught) {
      const ended = dip.reduce((sum, { total }) => sum + total, 0);
      const lengthMs = Math.max(waitedMs, missingMs);
      stalls.push({ atMs: rows[from]?.atMs ?? 0, lengthMs, ended });
    }
    from = to;
  }
  return stalls;
}

const dipMax = 0.5;
/** Shorter ones are what garbage collection does anywhere. */
const stallMsMin = 250;
/** Slow requests are no stall. */
const unusualFactor = 5;
/** The rows that a stall begins and ends in are partly fine, so that it is up to two rows longer than what is missing. */
const waitedShareMin = 0.6;

function isDip(row: TimelineRow | undefined, usual: number): boolean {
  return row !== undefined && row.inFlight > 0 && perSecondOf(row) < usual * dipMax;
}

function missingMsOf(row: TimelineRow, usual: number): number {
  return (1 - perSecondOf(row) / usual) * row.lengthMs;
}

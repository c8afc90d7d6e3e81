import { ms } from '../../../report/number.ts';
import type { TimelineRow } from '../../load-result.ts';
import { median } from '../median.ts';
import { isBusy } from '../offered-load.ts';
import { rankCorrelation } from '../rank-correlation.ts';
import { isHeavier, loadOf, p50MsOf, steadyRows } from '../rows.ts';
import type { LoadVerdict, Measurement } from '../verdict.ts';

/** Latency grows all the time although the load does not. */
export const drift: LoadVerdict = {
  id: 'drift',
  judge(result) {
    const rows = steadyRows(result).filter(({ latency }) => latency.count > 0);
    const trend = rankCorrelation(
      rows.map(({ atMs }) => atMs),
      rows.map(p50MsOf),
    );
    if (rows.length < rowsMin || trend < trendMin || isExplained(result, rows)) return undefined;
    const [firstMs, middleMs, lastMs] = thirdsOf(rows).map((third) => median(third.map(p50MsOf)));
    if (firstMs === undefined || middleMs === undefined || lastMs === undefined) return undefined;
    if (lastMs < firstMs * growthMin || isStep(rows.map(p50MsOf), lastMs - firstMs)) {
      return undefined;
    }
    const minutes = (((rows.at(-1)?.atMs ?? 0) - (rows[0]?.atMs ?? 0)) * middlesApart) / 60_000;
    const perMinuteMs = (lastMs - firstMs) / minutes;
    return {
      id: 'drift',
      severity: 'warning',
      title: `Latency grows steadily over the run: P50 from ${ms(firstMs)}ms in its first third to ${ms(lastMs)}ms in its last, ${ms(perMinuteMs)}ms a minute.`,
      fix: 'Run it for longer to see whether it ends, and watch what grows meanwhile: memory (a leak), a table without an index, a queue.',
      evidence: {
        p50_first_third_ms: firstMs,
        p50_middle_third_ms: middleMs,
        p50_last_third_ms: lastMs,
        growth_ms_per_min: perMinuteMs,
        rank_correlation: trend,
        rows: rows.length,
      },
      key: 'drift',
    };
  },
};

/** With 20 rows, chance alone gives a rank correlation of 0.9 less than once in a million runs. */
const rowsMin = 20;
const trendMin = 0.9;
/** Half as slow again: what a user would notice, and more than a machine's own ups and downs. */
const growthMin = 1.5;
/** More than half of the growth at one moment is a step (a deployment, a neighbour), which has another cause. */
const stepShareMax = 0.5;
/** Between the middles of the first and the last third lie two thirds of the run. */
const middlesApart = 2 / 3;

/** Compares three values with the next three, so that a single one is no step. */
function isStep(values: readonly number[], growth: number): boolean {
  return values.some((_one, at) => {
    const [before, after] = [values.slice(Math.max(0, at - 3), at), values.slice(at, at + 3)];
    return (
      Math.min(before.length, after.length) === 3 &&
      median(after) - median(before) > growth * stepShareMax
    );
  });
}

/** By a load that grows, or by requests that queue because more are due than the server can do. */
function isExplained(result: Measurement, rows: readonly TimelineRow[]): boolean {
  const [first = [], , last = []] = thirdsOf(rows);
  const queues = result.config.rate !== undefined && isBusy(result);
  return queues || isHeavier(loadOf(result, last), loadOf(result, first));
}

function thirdsOf(rows: readonly TimelineRow[]): readonly (readonly TimelineRow[])[] {
  const third = Math.floor(rows.length / 3);
  return [rows.slice(0, third), rows.slice(third, -third), rows.slice(-third)];
}

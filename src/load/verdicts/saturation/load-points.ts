import { Histogram } from '../../../http/histogram.ts';
import type { LimitStep, TimelineRow } from '../../load-result.ts';
import { median } from '../median.ts';
import { rankCorrelation } from '../rank-correlation.ts';
import { wholeRows } from '../rows.ts';
import type { Measurement } from '../verdict.ts';
import type { LoadPoint } from './plateau.ts';

/** What each step of a search for the limit came to; `at` is its rate. */
export function pointsOfSteps(steps: readonly LimitStep[]): readonly LoadPoint[] {
  return steps
    .map(({ rate, reached, p50Ms, errorShare }) => {
      return {
        inFlight: (reached * p50Ms) / 1000,
        perSecond: reached * (1 - errorShare),
        p50Ms,
        at: rate,
      };
    })
    .toSorted((a, b) => a.at - b.at);
}

/** A run whose load grows, from its start to its heaviest time, by load; `at` is in seconds. None where it does not grow. */
export function pointsOfTimeline(result: Measurement): readonly LoadPoint[] {
  const loads = loadsOf(wholeRows(result));
  const most = Math.max(0, ...loads.map(({ smooth }) => smooth));
  const reached = loads.findIndex(({ smooth }) => smooth >= most * nearlyAll);
  const left = loads.findLastIndex(({ smooth }) => smooth >= most * nearlyAll);
  const growing = loads.slice(0, reached + 1);
  const trend = rankCorrelation(
    growing.map(({ row }) => row.atMs),
    growing.map(({ inFlight }) => inFlight),
  );
  if (growing.length < growingRowsMin || trend < growingMin) return [];
  return pointsByLoad(loads.slice(0, left + 1));
}

interface RowLoad {
  readonly row: TimelineRow;
  readonly inFlight: number;
  /** Without what a single row has too much or too little. */
  readonly smooth: number;
}

const nearlyAll = 0.95;
/** Fewer are no growth that could be told from a moment's disturbance. */
const growingRowsMin = 5;
/** A ramp has nearly 1; a stall within a steady run next to nothing, because its rows before are in no order. */
const growingMin = 0.7;

function loadsOf(rows: readonly TimelineRow[]): readonly RowLoad[] {
  // Between the moments at which requests under way were counted: the mean of the two.
  const inFlight = rows.map((row, index) => (row.inFlight + (rows[index - 1]?.inFlight ?? 0)) / 2);
  return rows.flatMap((row, index) => {
    const own = inFlight[index] ?? 0;
    const smooth = median(inFlight.slice(Math.max(0, index - 1), index + 2));
    return own === 0 ? [] : { row, inFlight: own, smooth };
  });
}

/** Rows with about the same load together, so that the noise of single rows cancels out. */
function pointsByLoad(loads: readonly RowLoad[]): readonly LoadPoint[] {
  const groups = Map.groupBy(loads, ({ inFlight }) =>
    Math.floor(Math.log(inFlight) / Math.log(groupFactor)),
  );
  return [...groups.values()].map(pointOf).toSorted((a, b) => a.inFlight - b.inFlight);
}

const groupFactor = 1.25;

function pointOf(group: readonly RowLoad[]): LoadPoint {
  const latency = new Histogram();
  let [inFlight, ok, lengthMs] = [0, 0, 0];
  for (const { row, inFlight: own } of group) {
    latency.add(row.latency);
    inFlight += own * row.lengthMs;
    ok += row.ok;
    lengthMs += row.lengthMs;
  }
  return {
    inFlight: inFlight / lengthMs,
    perSecond: (ok * 1000) / lengthMs,
    p50Ms: latency.quantileUs(0.5) / 1000,
    at: Math.min(...group.map(({ row }) => row.atMs)) / 1000,
  };
}

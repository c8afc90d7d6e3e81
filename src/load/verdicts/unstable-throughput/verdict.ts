import type { Finding } from '../../../base/finding.ts';
import { ms, perSecond } from '../../../report/number.ts';
import type { TimelineRow } from '../../load-result.ts';
import { median } from '../median.ts';
import { isConstant } from '../offered-load.ts';
import { rankCorrelation } from '../rank-correlation.ts';
import { perSecondOf, steadyRows, usualP50Ms } from '../rows.ts';
import type { LoadVerdict, Measurement } from '../verdict.ts';
import { stallsOf, type Stall } from './stalls.ts';

/** The server does not keep its pace: it stands still at times, or its throughput goes up and down. */
export const unstableThroughput: LoadVerdict = {
  id: 'unstable-throughput',
  judge(result) {
    const rows = steadyRows(result);
    if (rows.length < rowsMin || usualEnded(rows) < endedMin) return undefined;
    const stalls = stallsOf(rows, result.config.timeoutMs);
    return stalls.length > 0 ? ofStalls(result, stalls) : ofVariation(result, rows);
  },
};

const rowsMin = 10;
/** By chance (Poisson), 20 expected completions are less than 10 only once in 200 rows. */
const endedMin = 20;

function usualEnded(rows: readonly TimelineRow[]): number {
  return median(rows.map(({ total }) => total));
}

function ofStalls({ phases }: Measurement, stalls: readonly Stall[]): Finding | undefined {
  const [longest] = stalls.toSorted((a, b) => b.lengthMs - a.lengthMs);
  // A generator that stood still as long itself proves nothing.
  if (longest === undefined || phases.sendLag.maxUs / 1000 > longest.lengthMs / 2) return undefined;
  const others = stalls.length === 1 ? '' : `, the longest of ${stalls.length} stalls`;
  return {
    id: 'unstable-throughput',
    severity: 'warning',
    title: `The server stood still for about ${ms(longest.lengthMs / 1000)}s from second ${Number((longest.atMs / 1000).toFixed(1))} on${others}.`,
    fix: 'Look for what stops the whole process at that time: garbage collection, a synchronous call, a lock, a checkpoint of the database.',
    evidence: {
      at_s: longest.atMs / 1000,
      stall_ms: longest.lengthMs,
      ended_meanwhile: longest.ended,
      stalls: stalls.length,
      stalled_total_ms: stalls.reduce((sum, { lengthMs }) => sum + lengthMs, 0),
    },
    key: 'unstable-throughput',
  };
}

function ofVariation(result: Measurement, rows: readonly TimelineRow[]): Finding | undefined {
  const rates = rows.map(perSecondOf);
  const variation = variationOf(rows);
  if (variation < variationMin || !isUpAndDown(rows) || !isSteadyLoad(result, rows)) {
    return undefined;
  }
  const slowest = rows.toSorted((a, b) => perSecondOf(a) - perSecondOf(b))[0];
  const [lowest, highest] = [Math.min(...rates), Math.max(...rates)];
  return {
    id: 'unstable-throughput',
    severity: 'warning',
    title: `Throughput goes up and down between ${perSecond(lowest)}/s and ${perSecond(highest)}/s although the load is the same.`,
    fix: 'Look for what takes turns with requests: jobs on a schedule, garbage collection, other tenants of the machine, scaling up and down.',
    evidence: {
      variation_share: variation,
      lowest_per_s: lowest,
      lowest_at_s: (slowest?.atMs ?? 0) / 1000,
      highest_per_s: highest,
      mean_per_s: meanOf(rates),
      rows: rows.length,
    },
    key: 'unstable-throughput',
  };
}

/** Three of ten: twice what noisy shared machines do. */
const variationMin = 0.3;

/**
 * Coefficient of variation of the completions per row, without the part that random arrivals alone have; 0 where that part
 * may be all of it: Fisher's index of dispersion, which for Poisson counts has a chi-squared distribution.
 */
function variationOf(rows: readonly TimelineRow[]): number {
  const mean = meanOf(rows.map(perSecondOf));
  const ended = meanOf(rows.map(({ total }) => total));
  const variance = meanOf(rows.map((row) => (perSecondOf(row) / mean - 1) ** 2));
  const dispersionMax = 1 + deviationsMax * Math.sqrt(2 / rows.length);
  return variance * ended <= dispersionMax ? 0 : Math.sqrt(variance - 1 / ended);
}

/** Seven: the distribution of a few rows has a long tail. */
const deviationsMax = 7;

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Neither in one direction, as `drift` and its opposite have it, nor only at the beginning, as `slow-start` has it. */
function isUpAndDown(rows: readonly TimelineRow[]): boolean {
  const trend = rankCorrelation(
    rows.map(({ atMs }) => atMs),
    rows.map(perSecondOf),
  );
  const afterStart = rows.slice(Math.ceil(rows.length / 3));
  return Math.abs(trend) < trendMax && variationOf(afterStart) >= variationMin;
}

const trendMax = 0.8;

/** With stages the load differs by intention; and where requests take longer than rows, completions come in waves. */
function isSteadyLoad(result: Measurement, rows: readonly TimelineRow[]): boolean {
  const isFast = usualP50Ms(rows) * 2 < median(rows.map(({ lengthMs }) => lengthMs));
  const follows = rankCorrelation(
    rows.map(({ inFlight }) => inFlight),
    rows.map(perSecondOf),
  );
  return isFast && isConstant(result) && (result.config.rate !== undefined || follows < followsMin);
}

const followsMin = 0.5;

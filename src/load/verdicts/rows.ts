import type { TimelineRow } from '../load-result.ts';
import { median } from './median.ts';
import type { Measurement } from './verdict.ts';

/**
 * The rows of the timeline in which requests were issued all the time: not the short one at the end, in which the last
 * responses came in. None where the load was not one load on one target: comparisons and searches for a limit.
 */
export function wholeRows(result: Measurement): readonly TimelineRow[] {
  const { timeline, durationMs, comparison, limit, rateLimit } = result;
  if (comparison !== undefined || limit !== undefined || rateLimit !== undefined) return [];
  const halfMs = median(timeline.map(({ lengthMs }) => lengthMs)) / 2;
  return timeline.filter(
    ({ atMs, lengthMs }) => lengthMs > halfMs && atMs + halfMs <= durationMs && lengthMs > 0,
  );
}

/** Those of them after the ramp. With stages the load may still change: see `loadOf`. */
export function steadyRows(result: Measurement): readonly TimelineRow[] {
  return wholeRows(result).filter(({ atMs }) => atMs >= result.config.rampMs);
}

/** Requests that ended, per second. */
export function perSecondOf({ total, lengthMs }: TimelineRow): number {
  return (total * 1000) / lengthMs;
}

export function p50MsOf({ latency }: TimelineRow): number {
  return latency.quantileUs(0.5) / 1000;
}

/** Median of the medians of the rows in which anything ended. */
export function usualP50Ms(rows: readonly TimelineRow[]): number {
  return median(rows.filter(({ latency }) => latency.count > 0).map(p50MsOf));
}

/**
 * How heavy the load was in some rows (medians): requests under way in the closed model, requests per second in the open
 * one, each of which the generator decides there, not the server.
 */
export function loadOf({ config }: Measurement, rows: readonly TimelineRow[]): number {
  return median(rows.map((row) => (config.rate === undefined ? row.inFlight : perSecondOf(row))));
}

/** Whether a load is larger than another one by more than chance makes it. */
export function isHeavier(load: number, other: number): boolean {
  return load > other * heavierBy;
}

/** A quarter: several times the noise of a row with a hundred requests (its Poisson deviation is a tenth). */
const heavierBy = 1.25;

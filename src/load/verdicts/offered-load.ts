import { failuresOf } from './failures.ts';
import { wholeRows } from './rows.ts';
import type { Measurement } from './verdict.ts';

/** What the open model asked of the server, and what came back in time. */
export interface OfferedLoad {
  /** Requests that were due, per second. */
  readonly askedPerSecond: number;
  readonly endedPerSecond: number;
  /** Requests under way that the server's own latency explains, at the asked rate: Little's law. */
  readonly inFlightNeeded: number;
  /** Due and never sent, other than because the user ended the run. */
  readonly neverSent: number;
}

/** None in the closed model, which never asks for more than comes back. */
export function offeredLoad(result: Measurement): OfferedLoad | undefined {
  const { config, requests, generator, durationMs, latency } = result;
  if (config.rate === undefined || generator.rateReached === 0 || durationMs === 0)
    return undefined;
  const askedPerSecond = (requests.sent / generator.rateReached) * (1000 / durationMs);
  return {
    askedPerSecond,
    endedPerSecond: requests.perSecond,
    inFlightNeeded: askedPerSecond * (latency.meanUs / 1e6),
    neverSent: failuresOf(result, 'rate-not-reached').count,
  };
}

/** Whether clearly less came back than was asked for; what is normally under way at the end does not count. */
export function isBehind(result: Measurement): boolean {
  const load = offeredLoad(result);
  if (load === undefined) return false;
  const { askedPerSecond, endedPerSecond, inFlightNeeded, neverSent } = load;
  const { durationMs, config } = result;
  const due = askedPerSecond * (durationMs / 1000);
  const missing = (askedPerSecond - endedPerSecond) * (durationMs / 1000);
  const underWay = Math.min(inFlightNeeded, config.concurrency);
  // So many fewer than on average may come by chance.
  const chance = config.arrivals === 'poisson' ? deviationsMax * Math.sqrt(due) : 0;
  return (
    missing - underWay > Math.max(due * missingShareMin, chance) ||
    neverSent >= Math.max(1, due * neverSentShareMin)
  );
}

/** Timers, ticks and the edges of a short run make up for less. */
const missingShareMin = 0.05;
/** Less than once in 10,000 runs. */
const deviationsMax = 4;
/** Requests are given up only where they waited for seconds: one in a hundred is no accident. */
const neverSentShareMin = 0.01;

/** Whether the open model asks for the same rate all the time, apart from the ramp: with stages it does not. */
export function isConstant(result: Measurement): boolean {
  const { rate, rampMs } = result.config;
  const load = offeredLoad(result);
  if (load === undefined || rate === undefined) return true;
  const constant = rate * (1 - rampMs / 2 / result.durationMs);
  return Math.abs(load.askedPerSecond - constant) < constant * missingShareMin;
}

/** Whether all connections had something to do when the load was issued last: then requests had to wait for one. */
export function isBusy(result: Measurement): boolean {
  const inFlight = wholeRows(result).at(-1)?.inFlight ?? 0;
  return inFlight >= result.config.concurrency * busyMin;
}

const busyMin = 0.9;

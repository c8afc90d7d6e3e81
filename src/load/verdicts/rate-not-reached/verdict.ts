import { ms, perSecond, withSeparators } from '../../../report/number.ts';
import { isBehind, isBusy, offeredLoad, type OfferedLoad } from '../offered-load.ts';
import type { LoadVerdict, Measurement } from '../verdict.ts';

/** The open model asked for more than came back, though the generator had time to send it. */
export const rateNotReached: LoadVerdict = {
  id: 'rate-not-reached',
  judge(result) {
    const { comparison, limit, config, generator, latency } = result;
    const load = offeredLoad(result);
    if (load === undefined || comparison !== undefined || limit !== undefined) return undefined;
    if (!isBehind(result)) return undefined;
    return {
      id: 'rate-not-reached',
      severity: 'warning',
      title: `Of ${perSecond(load.askedPerSecond)} requests that were due each second, ${perSecond(load.endedPerSecond)} came back${given(load)}.`,
      fix: fixOf(result, load),
      evidence: {
        asked_per_s: load.askedPerSecond,
        ended_per_s: load.endedPerSecond,
        sent_share: generator.rateReached,
        never_sent: load.neverSent,
        concurrency: config.concurrency,
        latency_mean_ms: latency.meanUs / 1000,
        latency_p50_ms: latency.quantileUs(0.5) / 1000,
        latency_min_ms: latency.minUs / 1000,
      },
      key: 'rate-not-reached',
    };
  },
};

function given({ neverSent }: OfferedLoad): string {
  return neverSent === 0 ? '' : `, and ${withSeparators(neverSent)} were never sent`;
}

/** By Little's law n connections carry n / latency requests per second: with fewer, requests wait here, not in the server. */
function fixOf(result: Measurement, { inFlightNeeded }: OfferedLoad): string {
  const { concurrency } = result.config;
  if (!isBusy(result)) {
    return 'Look at the timeline for the time in which nothing came back: connections were free at the end.';
  }
  const needed = Math.ceil(inFlightNeeded * reserve);
  const usualMs = result.latency.quantileUs(0.5) / 1000;
  const fastestMs = result.latency.minUs / 1000;
  if (needed <= concurrency || usualMs >= fastestMs * slowedMin) {
    return `Lower --rate, or find what the server can do with --find-limit: under this load it takes ${ms(usualMs)}ms (P50) for what took ${ms(fastestMs)}ms at best, and more connections would only wait longer.`;
  }
  return `Raise --concurrency from ${withSeparators(concurrency)} to ${withSeparators(needed)}, which the rate needs at a latency of ${ms(result.latency.meanUs / 1000)}ms; where latency then grows instead of throughput, the server is at its limit.`;
}

/** Arrivals and latencies vary; without a reserve, requests would still wait half of the time. */
const reserve = 1.5;
/** A server that is not overloaded takes less than this for a usual request, compared with its fastest one. */
const slowedMin = 5;

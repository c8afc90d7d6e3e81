import { ms, perSecond, withSeparators } from '../../../report/number.ts';
import { median } from '../median.ts';
import { isBusy, isBehind } from '../offered-load.ts';
import type { LoadVerdict, Measurement } from '../verdict.ts';
import { pointsOfSteps, pointsOfTimeline } from './load-points.ts';
import { type LoadPoint, plateauFrom } from './plateau.ts';

/** From some load on the server does no more, and requests only wait longer. */
export const saturation: LoadVerdict = {
  id: 'saturation',
  judge(result) {
    const { limit } = result;
    const points = limit === undefined ? timelinePoints(result) : pointsOfSteps(limit.steps);
    const from = plateauFrom(points);
    const to = points.at(-1);
    if (from === undefined || to === undefined) return undefined;
    if (to.p50Ms < from.p50Ms * latencyGrowthMin) return undefined;
    // A single point may be high by chance.
    const flat = median(points.slice(points.indexOf(from)).map((point) => point.perSecond));
    const inFlight = withSeparators(Math.max(1, Math.round(from.inFlight)));
    return {
      id: 'saturation',
      severity: limit === undefined ? 'warning' : 'info',
      title: `Throughput stops growing at about ${perSecond(flat)}/s from ${inFlight} requests under way on, while latency (P50) rises from ${ms(from.p50Ms)}ms to ${ms(to.p50Ms)}ms.`,
      fix: `Find what is used up at that point (processor, connection pool, lock); until then let the server work on about ${inFlight} requests at once, and refuse or queue the rest.`,
      evidence: {
        [limit === undefined ? 'from_s' : 'from_rate_per_s']: from.at,
        throughput_per_s: flat,
        throughput_last_per_s: to.perSecond,
        in_flight_from: from.inFlight,
        in_flight_to: to.inFlight,
        p50_from_ms: from.p50Ms,
        p50_to_ms: to.p50Ms,
      },
      key: 'saturation',
    };
  },
};

/** By Little's law the mean nearly doubles; where the median does not follow, it is a few requests that wait, not all. */
const latencyGrowthMin = 1.5;

/** In the open model requests under way also multiply where latency grows for other reasons, while all that is due is done. */
function timelinePoints(result: Measurement): readonly LoadPoint[] {
  const isOpen = result.config.rate !== undefined;
  return isOpen && !(isBehind(result) && isBusy(result)) ? [] : pointsOfTimeline(result);
}

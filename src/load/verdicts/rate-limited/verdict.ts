import { ms } from '../../../report/number.ts';
import { failureSeverity, failuresOf, shareOf } from '../failures.ts';
import type { ClassName } from '../../load-result.ts';
import type { LoadVerdict, Measurement } from '../verdict.ts';

/** A limit answered in place of the application. Where it was asked for, 429 is no failure and this says nothing. */
export const rateLimited: LoadVerdict = {
  id: 'rate-limited',
  judge(result) {
    const refused = failuresOf(result, 'rate-limited');
    // Somebody who looks for a limit knows what it does.
    if (refused.count === 0 || result.rateLimit !== undefined) return undefined;
    const p50Ms = result.latency.quantileUs(0.5) / 1000;
    const servedMs = p50MsOf(result, '2xx');
    const refusedMs = p50MsOf(result, '4xx');
    return {
      id: 'rate-limited',
      severity: failureSeverity(result, refused.share),
      title: `${shareOf(refused)} were refused by a rate limit (429)${effect(p50Ms, servedMs)}.`,
      fix: 'Lift the limit for the test, stay below it with --rate, or test the limit itself with --expect-rate-limit.',
      evidence: {
        refused: refused.count,
        refused_share: refused.share,
        requests: result.requests.total,
        p50_ms: p50Ms,
        ...(servedMs !== undefined && { p50_2xx_ms: servedMs }),
        ...(refusedMs !== undefined && { p50_4xx_ms: refusedMs }),
      },
      key: 'rate-limited',
    };
  },
};

function p50MsOf({ classes }: Measurement, name: ClassName): number | undefined {
  const latency = classes.find((one) => one.name === name)?.latency;
  return latency && latency.quantileUs(0.5) / 1000;
}

/** From a tenth on the overall median is no longer that of the requests that were served. */
const pullMin = 0.1;

function effect(p50Ms: number, servedMs: number | undefined): string {
  return servedMs === undefined || p50Ms >= servedMs * (1 - pullMin)
    ? ''
    : `, and pull the median down from ${ms(servedMs)}ms to ${ms(p50Ms)}ms`;
}

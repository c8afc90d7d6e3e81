import type { AdvertisedLimit } from './advertised.ts';
import { type ObservedLimit, shortestWindowMs } from './observed-limit.ts';
import type { RateLimitPolicy } from './policy.ts';
import { isSameLimit, isSameWindow, type SettledLimit } from './settle.ts';

/** The advertised policy that is the observed limit; undefined where none is, or nothing was observed. */
export function agreeingPolicy(
  { policies }: AdvertisedLimit,
  observed: ObservedLimit,
  settled: SettledLimit,
): RateLimitPolicy | undefined {
  return policies.find(
    (policy) => isSame(policy, observed, settled) || isSameRate(policy, observed),
  );
}

/** Limits within 2 % or one request; windows within 5 %, where both are known. */
function isSame(
  { limit, windowMs }: RateLimitPolicy,
  observed: ObservedLimit,
  settled: SettledLimit,
): boolean {
  if (limit === undefined || settled.limit === undefined) return false;
  if (!isSameLimit(limit, settled.limit)) return false;
  if (windowMs === undefined) return true;
  if (settled.windowMs === undefined) {
    return observed.firstWindow === undefined || windowMs >= shortestWindowMs(observed.firstWindow);
  }
  return isSameWindow(windowMs, settled.windowMs, rateTolerance(observed, settled.limit));
}

/** The window of a limiter that lets requests through one by one is limit / rate: no better known than the limit, ± 1. */
function rateTolerance({ kind }: ObservedLimit, limit: number): number {
  return kind === 'token bucket' || kind === 'sliding window' ? 1 / limit : 0;
}

/** `10;w=1` is true of a bucket that gets 10 per second, however many it holds. */
function isSameRate({ limit, windowMs }: RateLimitPolicy, observed: ObservedLimit): boolean {
  const { kind, perSecond } = observed;
  if (kind !== 'token bucket' || limit === undefined || windowMs === undefined) return false;
  return isSameWindow((limit / windowMs) * 1000, perSecond ?? 0);
}

import type { AdvertisedLimit } from './advertised.ts';
import type { ObservedLimit } from './infer.ts';
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
  if (settled.windowMs === undefined) return windowMs * 1.05 >= (observed.windowMsMin ?? 0);
  return isSameWindow(windowMs, settled.windowMs, rateTolerance(observed, settled.limit));
}

/** The window of a limiter that lets requests through one by one is limit / rate: no better known than the limit, ± 1. */
function rateTolerance({ kind }: ObservedLimit, limit: number): number {
  return kind === 'token bucket' || kind === 'sliding window' ? 1 / limit : 0;
}

/** A bucket may hold more than it lets through in a window: `10;w=1` is true of one that holds 20 and gets 10 per second. */
function isSameRate({ limit, windowMs }: RateLimitPolicy, observed: ObservedLimit): boolean {
  const { kind, perSecond, limit: burst = 0 } = observed;
  if (kind !== 'token bucket' || limit === undefined || windowMs === undefined) return false;
  return burst >= limit && isSameWindow((limit / windowMs) * 1000, perSecond ?? 0);
}

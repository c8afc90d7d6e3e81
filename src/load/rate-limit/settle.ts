import type { RateLimitResult } from '../load-result.ts';
import type { AdvertisedLimit } from './advertised.ts';
import type { FirstWindow, ObservedLimit } from './observed-limit.ts';

export type SettledLimit = Pick<RateLimitResult, 'limit' | 'windowMs' | 'windowFrom'>;

/**
 * Completes what was observed by what is advertised, and says where the window is from: where no window was seen from its
 * start to its end, only the headers know how long it is.
 */
export function settleLimit(
  observed: ObservedLimit,
  advertised: AdvertisedLimit | undefined,
): SettledLimit {
  const { limit, windowMs, firstWindow, perSecond } = observed;
  if (windowMs !== undefined) return { limit, windowMs, windowFrom: 'observed' };
  if (firstWindow !== undefined) return settleFirstWindow(firstWindow, advertised);
  const toldMs = advertised?.policies[0]?.windowMs;
  if (perSecond === undefined || toldMs === undefined) return nothing;
  const inWindow = Math.round((perSecond * toldMs) / 1000);
  return { limit: inWindow, windowMs: toldMs, windowFrom: 'advertised' };
}

function settleFirstWindow(
  first: FirstWindow,
  advertised: AdvertisedLimit | undefined,
): SettledLimit {
  const limit = limitWithUsed(first.admitted, advertised);
  const toldMs = advertised?.policies[0]?.windowMs ?? waitFromStart(limit, advertised);
  const { reopenedMs, usedMs, silentMs } = first;
  // It opened again when the headers said it would, so the first request had begun the window.
  if (toldMs !== undefined && reopenedMs !== undefined && isSameWindow(toldMs, reopenedMs)) {
    return { limit, windowMs: reopenedMs, windowFrom: 'observed' };
  }
  if (toldMs !== undefined && toldMs >= usedMs + silentMs) {
    return { limit, windowMs: toldMs, windowFrom: 'advertised' };
  }
  return first.isSure ? { ...nothing, limit } : nothing;
}

/** Whether two lengths are the same within 5 %. */
export function isSameWindow(toldMs: number, observedMs: number, tolerance = 0): boolean {
  return Math.abs(toldMs - observedMs) <= Math.max(windowTolerance, tolerance) * observedMs;
}

/** Whether two limits are the same within 2 %, or one request. */
export function isSameLimit(told: number, observed: number): boolean {
  return Math.abs(told - observed) <= Math.max(1, limitTolerance * observed);
}

/**
 * The run may begin when part of the window is used up. Where the first response had as many left as were then let through,
 * the headers count right, and what they say was used before belongs to the limit.
 */
function limitWithUsed(admitted: number, advertised: AdvertisedLimit | undefined): number {
  const limit = advertised?.policies[0]?.limit;
  const remaining = advertised?.remainingMost;
  if (limit === undefined || remaining === undefined) return admitted;
  return isSameLimit(remaining + 1, admitted) ? limit : admitted;
}

/** The longest wait is the whole window only where it was told at its start. */
function waitFromStart(limit: number, advertised: AdvertisedLimit | undefined): number | undefined {
  const remaining = advertised?.remainingMost;
  const fromStart = remaining === undefined || isSameLimit(remaining + 1, limit);
  return fromStart ? advertised?.longestWaitMs : undefined;
}

const nothing: SettledLimit = { limit: undefined, windowMs: undefined, windowFrom: undefined };
const windowTolerance = 0.05;
const limitTolerance = 0.02;

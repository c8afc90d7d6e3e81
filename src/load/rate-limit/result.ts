import type { HeaderSample } from '../engine/observer.ts';
import type { RateLimitResult } from '../load-result.ts';
import { type AdvertisedLimit, advertisedBy } from './advertised.ts';
import { agreeingPolicy } from './agreement.ts';
import { decisionsOf } from './decisions.ts';
import { readRateLimitHeaders } from './headers.ts';
import { inferLimit } from './infer.ts';
import type { Observations } from './observation-log.ts';
import type { ObservedLimit } from './observed-limit.ts';
import { refusalStatuses } from './refusals.ts';
import { settleLimit, type SettledLimit } from './settle.ts';

export interface RateLimitContext {
  /** When time 0 of the observations was, in milliseconds since 1970: resets may be told as times. */
  readonly startedEpochMs: number;
  /**
   * What a client saw that kept its own limit, with a key of its own, while the others flooded. Whatever it was refused is
   * honest traffic that was hurt.
   */
  readonly honest?: Observations;
}

/** What a flood found out of a limit: the one that is really there, what the headers say of it, and who was hurt. */
export function rateLimitResult(
  observations: Observations,
  samples: readonly HeaderSample[],
  { startedEpochMs, honest }: RateLimitContext,
): RateLimitResult {
  const told = samples
    .map(({ atMs, status, headers }) => ({
      atMs,
      status,
      told: readRateLimitHeaders(headers, startedEpochMs + atMs),
    }))
    .toSorted((a, b) => a.atMs - b.atMs);
  const refusals = refusalStatuses(observations, told);
  const observed = inferLimit(decisionsOf(observations, refusals));
  const advertised = advertisedBy(told, refusals);
  const settled = settleLimit(observed, advertised);
  const { totals } = observations;
  const honestHurt = honest === undefined ? 0 : countWhere(honest.totals, isHurt(refusals));
  return {
    answered: countWhere(totals, () => true),
    ...settled,
    kind: observed.kind,
    perSecond: observed.perSecond,
    retryAfterMs: told.find(({ status }) => refusals.has(status))?.told.retryAfterMs,
    refused: countWhere(totals, (status) => refusals.has(status)),
    refusedStatus: mostFrequent(totals, refusals),
    ...comparisonOf(observed, settled, advertised),
    honestRefused: observed.refusedEarly + honestHurt,
    serverErrors: countWhere(totals, (status) => isServerError(status) && !refusals.has(status)),
  };
}

function comparisonOf(
  observed: ObservedLimit,
  settled: SettledLimit,
  advertised: AdvertisedLimit | undefined,
): Pick<RateLimitResult, 'advertised' | 'agrees'> {
  if (advertised === undefined) return { advertised, agrees: undefined };
  const { dialect, policies, retryAfter, longestWaitMs } = advertised;
  const same = agreeingPolicy(advertised, observed, settled);
  const shown = same ?? policies[0];
  const isComparable = settled.limit !== undefined && shown !== undefined;
  return {
    advertised: {
      dialect,
      limit: shown?.limit,
      windowMs:
        shown?.windowMs ?? (settled.windowFrom === 'advertised' ? longestWaitMs : undefined),
      retryAfter,
    },
    agrees: isComparable ? same !== undefined : undefined,
  };
}

function isHurt(refusals: ReadonlySet<number>): (status: number) => boolean {
  return (status) => status === 429 || refusals.has(status) || isServerError(status);
}

function isServerError(status: number): boolean {
  return status >= 500 && status <= 599;
}

function countWhere(totals: Float64Array, matches: (status: number) => boolean): number {
  return totals.reduce((sum, count, status) => (matches(status) ? sum + count : sum), 0);
}

function mostFrequent(totals: Float64Array, statuses: ReadonlySet<number>): number | undefined {
  return [...statuses].toSorted((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0))[0];
}

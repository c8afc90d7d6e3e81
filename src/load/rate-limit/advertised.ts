import type { RateLimitDialect, RateLimitHeaders } from './headers.ts';
import { type RateLimitPolicy, tightestFirst } from './policy.ts';

/** What the head of one response said, and when it came. */
export interface ToldSample {
  /** Milliseconds since the start of the run. */
  readonly atMs: number;
  readonly status: number;
  readonly told: RateLimitHeaders;
}

/** What all heads of a run together say. */
export interface AdvertisedLimit {
  readonly dialect: RateLimitDialect;
  /** Each once, the tightest first, as it was told first. */
  readonly policies: readonly RateLimitPolicy[];
  /** Whether all refusals say when to come back; false where there are none. */
  readonly retryAfter: boolean;
  /** The longest time to wait that was told, in whole seconds from one second on. */
  readonly longestWaitMs: number | undefined;
  /** What the first policy had left where it had most: on the first response, before other requests counted. */
  readonly remainingMost: number | undefined;
}

/** Sums up what the heads say; undefined where they say nothing. Samples come in the order of time. */
export function advertisedBy(
  samples: readonly ToldSample[],
  refusals: ReadonlySet<number>,
): AdvertisedLimit | undefined {
  const speaking = samples.filter(({ told }) => told.dialect !== undefined);
  const dialect = (speaking.find(({ told }) => told.limit !== undefined) ?? speaking[0])?.told
    .dialect;
  if (dialect === undefined) return undefined;
  const policies = distinctPolicies(speaking);
  const refused = samples.filter(({ status }) => refusals.has(status));
  const waitsMs = speaking.flatMap(({ told }) => [told.resetMs ?? 0, told.retryAfterMs ?? 0]);
  const remaining = speaking.flatMap(({ told }) => {
    const policy = told.policies.find(({ limit }) => limit === policies[0]?.limit);
    return policy?.remaining ?? [];
  });
  return {
    dialect,
    policies,
    retryAfter: refused.length > 0 && refused.every(({ told }) => told.retryAfterMs !== undefined),
    longestWaitMs: wholeSeconds(waitsMs.reduce((most, waitMs) => Math.max(most, waitMs), 0)),
    remainingMost: remaining.length === 0 ? undefined : remaining.reduce((a, b) => Math.max(a, b)),
  };
}

function distinctPolicies(samples: readonly ToldSample[]): readonly RateLimitPolicy[] {
  const policies = new Map<string, RateLimitPolicy>();
  for (const { told } of samples) {
    for (const policy of told.policies) {
      const key = `${policy.limit} ${policy.windowMs}`;
      const isNew = policy.limit !== undefined && !policies.has(key);
      if (isNew && policies.size < policiesMax) policies.set(key, policy);
    }
  }
  return tightestFirst([...policies.values()]);
}

/** Resets that are times are rounded up to seconds, and a response is on its way for some milliseconds. */
function wholeSeconds(waitMs: number): number | undefined {
  if (waitMs < 1000) return waitMs > 0 ? waitMs : undefined;
  return Math.floor((waitMs + 100) / 1000) * 1000;
}

/** Limits that change all the time are no policies. */
const policiesMax = 20;

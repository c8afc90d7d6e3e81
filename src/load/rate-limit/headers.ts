import { readDateMs, readDelayMs } from './delay.ts';
import { readDraft6, readDraft7, readDraft8 } from './draft-policies.ts';
import { readHeaderFields } from './header-fields.ts';
import { type RateLimitPolicy, tightestFirst } from './policy.ts';
import { readSuffixed } from './suffixed-policies.ts';

/** How servers tell their limits, newest first. The drafts are those of draft-ietf-httpapi-ratelimit-headers. */
export type RateLimitDialect =
  | 'draft-8'
  | 'draft-7'
  | 'draft-6'
  | 'X-RateLimit'
  | 'X-Rate-Limit'
  | 'Retry-After'
  | 'X-Retry-After';

/** What the head of one response says about limits. */
export interface RateLimitHeaders {
  /** Undefined where the head says nothing. */
  readonly dialect: RateLimitDialect | undefined;
  /** These four are those of the tightest policy. */
  readonly limit: number | undefined;
  readonly remaining: number | undefined;
  /** Until more requests may be made. */
  readonly resetMs: number | undefined;
  readonly windowMs: number | undefined;
  readonly retryAfterMs: number | undefined;
  /** All that are told, the tightest first. */
  readonly policies: readonly RateLimitPolicy[];
}

/**
 * Reads a head (lines of `name: value`, in latin1; a status line may come first) in whichever dialect. Where it speaks
 * several, the newest counts. `nowEpochMs` is when it arrived, in milliseconds since 1970, for resets that are times.
 */
export function readRateLimitHeaders(headers: string, nowEpochMs: number): RateLimitHeaders {
  const fields = readHeaderFields(headers);
  const serverMs = serverTimeMs(fields.get('date'), nowEpochMs);
  const [dialect, found] = readPolicies(fields, serverMs);
  const policies = tightestFirst(found);
  const [tightest] = policies;
  const [retryDialect, retryAfterMs] = readRetryAfter(fields, serverMs);
  return {
    dialect: dialect ?? retryDialect,
    limit: tightest?.limit,
    remaining: tightest?.remaining,
    resetMs: tightest?.resetMs,
    windowMs: tightest?.windowMs,
    retryAfterMs,
    policies,
  };
}

/** Times in a head are of the server's clock, which `Date` shows; it has whole seconds, so ours is better if they agree. */
function serverTimeMs(date: string | undefined, nowEpochMs: number): number {
  const dateMs = date === undefined ? undefined : readDateMs(date);
  if (dateMs === undefined || Math.abs(nowEpochMs - dateMs) <= clockSkewMsMax) return nowEpochMs;
  return dateMs + 500;
}

function readPolicies(
  fields: ReadonlyMap<string, string>,
  serverMs: number,
): readonly [RateLimitDialect | undefined, readonly RateLimitPolicy[]] {
  const told = readers
    .map(([dialect, read]) => [dialect, read(fields, serverMs)] as const)
    .filter(([, policies]) => policies.length > 0);
  const [newest] = told;
  if (newest === undefined) return [undefined, []];
  const [dialect, policies] = newest;
  const all = told.flatMap(([, others]) => others);
  return [dialect, policies.map((policy) => withWindow(policy, all))];
}

/** Kong names the limit in one dialect and its window in another. */
function withWindow(policy: RateLimitPolicy, all: readonly RateLimitPolicy[]): RateLimitPolicy {
  if (policy.windowMs !== undefined) return policy;
  const same = all.find(({ limit, windowMs }) => limit === policy.limit && windowMs !== undefined);
  return { ...policy, windowMs: same?.windowMs };
}

type Reader = (fields: ReadonlyMap<string, string>, serverMs: number) => readonly RateLimitPolicy[];

const readers: readonly (readonly [RateLimitDialect, Reader])[] = [
  ['draft-8', readDraft8],
  ['draft-7', readDraft7],
  ['draft-6', readPrefix('ratelimit')],
  ['X-RateLimit', readPrefix('x-ratelimit')],
  ['X-Rate-Limit', readPrefix('x-rate-limit')],
];

function readPrefix(prefix: string): Reader {
  return (fields, serverMs) => [
    ...readDraft6(fields, prefix, serverMs),
    ...readSuffixed(fields, prefix, serverMs),
  ];
}

/** Also with a name at its end, as the throttler of NestJS writes it: the longest wait counts. */
function readRetryAfter(
  fields: ReadonlyMap<string, string>,
  serverMs: number,
): readonly [RateLimitDialect | undefined, number | undefined] {
  const found = [...fields].flatMap(([name, value]) => {
    const [, prefix] = retryAfter.exec(name) ?? [];
    const delayMs = prefix === undefined ? undefined : readDelayMs(value, serverMs);
    return delayMs === undefined ? [] : { standard: prefix === '', delayMs };
  });
  const standard = found.filter((field) => field.standard);
  const used = standard.length > 0 ? standard : found;
  if (used.length === 0) return [undefined, undefined];
  return [
    standard.length > 0 ? 'Retry-After' : 'X-Retry-After',
    Math.max(...used.map(({ delayMs }) => delayMs)),
  ];
}

const retryAfter = /^(|x-(?:rate-?limit-)?)retry-after(?:-[\w-]+)?$/;

const clockSkewMsMax = 2000;

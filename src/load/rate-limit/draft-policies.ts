import { readDelayMs } from './delay.ts';
import type { RateLimitPolicy } from './policy.ts';
import { type ListItem, parseStructuredList } from './structured-list.ts';

/** Fields by name in lower case. */
type Fields = ReadonlyMap<string, string>;

/**
 * draft-ietf-httpapi-ratelimit-headers-08 to -10: `RateLimit-Policy: "day";q=100;w=86400` and `RateLimit: "day";r=99;t=60`.
 * Policies that count something else than requests (`qu="content-bytes"`) are left out.
 */
export function readDraft8(fields: Fields): readonly RateLimitPolicy[] {
  const states = parseStructuredList(fields.get('ratelimit') ?? '').filter(hasAny('r', 't'));
  const policies = parseStructuredList(fields.get('ratelimit-policy') ?? '').filter(hasAny('q'));
  const others = new Set(
    policies.filter(({ parameters }) => !countsRequests(parameters)).map(({ value }) => value),
  );
  const names = new Set([...policies, ...states].map(({ value }) => value));
  return [...names].flatMap((name) => {
    if (others.has(name)) return [];
    const policy = policies.find(({ value }) => value === name)?.parameters;
    const state = states.find(({ value }) => value === name)?.parameters;
    return {
      name: String(name),
      limit: numberOf(policy?.get('q')),
      remaining: numberOf(state?.get('r')),
      resetMs: seconds(state?.get('t')),
      windowMs: seconds(policy?.get('w')),
    };
  });
}

/** draft 7: `RateLimit: limit=100, remaining=99, reset=60`, with the policies of draft 6. */
export function readDraft7(fields: Fields): readonly RateLimitPolicy[] {
  const text = fields.get('ratelimit') ?? '';
  const values = new Map<string, number>();
  for (const [, key = '', value] of text.matchAll(/\b(limit|remaining|reset) ?= ?(\d+)/gi)) {
    values.set(key.toLowerCase(), Number(value));
  }
  if (values.size === 0) return [];
  const inForce = {
    name: undefined,
    limit: values.get('limit'),
    remaining: values.get('remaining'),
    resetMs: seconds(values.get('reset')),
    windowMs: undefined,
  };
  return withPolicies(inForce, parseStructuredList(fields.get('ratelimit-policy') ?? ''));
}

/**
 * draft 6 and older: `RateLimit-Limit`, `-Remaining`, `-Reset`, and `RateLimit-Policy: 100;w=60, 1000;w=3600`; until
 * draft 5 the policies followed the limit in its own field. Also the same fields with `X-` in front, where `Reset` may be
 * a time.
 */
export function readDraft6(
  fields: Fields,
  prefix: string,
  nowEpochMs: number,
): readonly RateLimitPolicy[] {
  const [first, ...rest] = parseStructuredList(fields.get(`${prefix}-limit`) ?? '');
  const reset = fields.get(`${prefix}-reset-after`) ?? fields.get(`${prefix}-reset`);
  const inForce = {
    name: undefined,
    limit: numberOf(first?.value),
    remaining: numberOf(parseStructuredList(fields.get(`${prefix}-remaining`) ?? '')[0]?.value),
    resetMs: reset === undefined ? undefined : readDelayMs(reset, nowEpochMs),
    windowMs: windowOf(first?.parameters),
  };
  if (inForce.limit === undefined && inForce.remaining === undefined) return [];
  return withPolicies(inForce, [
    ...rest,
    ...parseStructuredList(fields.get(`${prefix}-policy`) ?? ''),
  ]);
}

/** The limit in force is one of the policies: the one with the same figure. */
function withPolicies(
  inForce: RateLimitPolicy,
  items: readonly ListItem[],
): readonly RateLimitPolicy[] {
  const policies = items.flatMap(({ value, parameters }) =>
    typeof value === 'number' ? { limit: value, windowMs: windowOf(parameters) } : [],
  );
  const own = policies.find(({ limit }) => inForce.limit === undefined || limit === inForce.limit);
  const others = policies.filter((policy) => policy !== own);
  return [
    own === undefined ? inForce : { ...inForce, limit: own.limit, windowMs: own.windowMs },
    ...others.map((policy) => ({
      name: undefined,
      remaining: undefined,
      resetMs: undefined,
      ...policy,
    })),
  ];
}

function hasAny(...keys: readonly string[]): (item: ListItem) => boolean {
  return ({ parameters }) => keys.some((key) => parameters.has(key));
}

function countsRequests(parameters: ListItem['parameters']): boolean {
  return (parameters.get('qu') ?? 'requests') === 'requests';
}

/** `w`, or `window` as the first drafts had it. */
function windowOf(parameters: ListItem['parameters'] | undefined): number | undefined {
  return seconds(parameters?.get('w') ?? parameters?.get('window'));
}

function seconds(value: string | number | undefined): number | undefined {
  const number = numberOf(value);
  return number === undefined ? undefined : number * 1000;
}

function numberOf(value: string | number | undefined): number | undefined {
  return typeof value === 'number' ? Math.max(0, value) : undefined;
}

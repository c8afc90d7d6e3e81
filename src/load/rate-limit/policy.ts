/** One limit that a server advertises; several may hold at the same time. */
export interface RateLimitPolicy {
  /** As the server calls it; undefined where it has no name. */
  readonly name: string | undefined;
  /** Requests that may be made in each window. */
  readonly limit: number | undefined;
  readonly remaining: number | undefined;
  /** Until more requests may be made. */
  readonly resetMs: number | undefined;
  readonly windowMs: number | undefined;
}

/** The policy that refuses first comes first: fewest requests left, then fewest requests per time, then the lowest limit. */
export function tightestFirst(policies: readonly RateLimitPolicy[]): readonly RateLimitPolicy[] {
  return policies.toSorted(
    (a, b) =>
      compare(a.remaining, b.remaining) ||
      compare(ratePerMs(a), ratePerMs(b)) ||
      compare(a.limit, b.limit),
  );
}

function ratePerMs({ limit, windowMs }: RateLimitPolicy): number | undefined {
  return limit === undefined || windowMs === undefined ? undefined : limit / windowMs;
}

/** What is unknown comes last. */
function compare(
  a: number = Number.POSITIVE_INFINITY,
  b: number = Number.POSITIVE_INFINITY,
): number {
  return a === b ? 0 : a - b;
}

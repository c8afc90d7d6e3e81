export interface RateLimitOptions {
  /** Requests that one key may make in a window. */
  readonly limit: number;
  readonly windowMs: number;
  /** Name of the policy in the headers. Default: `default`. */
  readonly name?: string;
  /** Keys remembered at most; beyond it the key whose window began first is forgotten. Default: `MAX_KEYS`. */
  readonly maxKeys?: number;
}

export interface RateLimiter {
  /**
   * Counts one request of `key` (an address, an account). `nowMs` is the time of any steady clock, the same in all
   * calls; default: `performance.now()`. The headers belong on the answer, allowed or not.
   */
  consume(key: string, nowMs?: number): RateLimitVerdict;
}

export interface RateLimitVerdict {
  readonly allowed: boolean;
  readonly headers: { readonly [name: string]: string };
}

/** Some 100 bytes each. */
const MAX_KEYS = 50_000;

/** Windows that have ended are dropped two at a time, so that no single request pays for all of them. */
const MAX_DROPS_PER_REQUEST = 2;

/**
 * Allows `limit` requests in each window of a key; the window begins with the first request after the last one ended,
 * so the advertised figures are exact. Kept in memory: each process counts for itself.
 *
 * Headers as in draft-ietf-httpapi-ratelimit-headers-08: `RateLimit-Policy: "default";q=100;w=60` and
 * `RateLimit: "default";r=99;t=60`, with `Retry-After` on a refusal.
 */
export function createRateLimiter(options: RateLimitOptions): RateLimiter {
  const { limit, windowMs, name = 'default', maxKeys = MAX_KEYS } = options;
  const policy = `"${name}";q=${limit};w=${Math.ceil(windowMs / 1000)}`;
  // In the order in which the windows began, since a key is taken out before it is put in again.
  const windows = new Map<string, Window>();
  return {
    consume(key, nowMs = performance.now()) {
      dropEnded(windows, nowMs);
      const window = windowOf(windows, key, nowMs, windowMs, maxKeys);
      window.used = Math.min(window.used + 1, limit + 1);
      const allowed = window.used <= limit;
      const leftSeconds = Math.max(1, Math.ceil((window.endMs - nowMs) / 1000));
      const headers: Record<string, string> = {
        'RateLimit-Policy': policy,
        RateLimit: `"${name}";r=${Math.max(0, limit - window.used)};t=${leftSeconds}`,
      };
      if (!allowed) headers['Retry-After'] = String(leftSeconds);
      return { allowed, headers };
    },
  };
}

interface Window {
  readonly endMs: number;
  used: number;
}

function dropEnded(windows: Map<string, Window>, nowMs: number): void {
  let drops = 0;
  for (const [key, window] of windows) {
    if (window.endMs > nowMs || drops === MAX_DROPS_PER_REQUEST) return;
    windows.delete(key);
    drops += 1;
  }
}

function windowOf(
  windows: Map<string, Window>,
  key: string,
  nowMs: number,
  windowMs: number,
  maxKeys: number,
): Window {
  const known = windows.get(key);
  if (known !== undefined && known.endMs > nowMs) return known;
  windows.delete(key);
  const [oldest] = windows.size >= maxKeys ? windows.keys() : [];
  if (oldest !== undefined) windows.delete(oldest);
  const window = { endMs: nowMs + windowMs, used: 0 };
  windows.set(key, window);
  return window;
}

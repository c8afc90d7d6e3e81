/** Decides on one request at a time; times never go back. */
export type Limiter = (nowMs: number) => boolean;

/** Windows of fixed length, one after the other, the first of which began at `firstMs`. */
export function fixedWindow(limit: number, windowMs: number, firstMs = 0): Limiter {
  let number = Number.NEGATIVE_INFINITY;
  let used = 0;
  return (nowMs) => {
    const current = Math.floor((nowMs - firstMs) / windowMs);
    if (current > number) {
      number = current;
      used = 0;
    }
    used += 1;
    return used <= limit;
  };
}

/** Windows that begin with the first request after the last one ended. */
export function anchoredWindow(limit: number, windowMs: number): Limiter {
  let endMs = Number.NEGATIVE_INFINITY;
  let used = 0;
  return (nowMs) => {
    if (nowMs >= endMs) {
      endMs = nowMs + windowMs;
      used = 0;
    }
    used += 1;
    return used <= limit;
  };
}

/** At most `limit` in any stretch of the window's length. */
export function slidingLog(limit: number, windowMs: number): Limiter {
  const times: number[] = [];
  let oldest = 0;
  return (nowMs) => {
    while (oldest < times.length && (times[oldest] ?? 0) <= nowMs - windowMs) oldest += 1;
    if (times.length - oldest >= limit) return false;
    times.push(nowMs);
    return true;
  };
}

/** Two fixed windows, the last one weighted by how much of it a sliding window would still cover. */
export function slidingCounter(limit: number, windowMs: number, firstMs = 0): Limiter {
  let number = Number.NEGATIVE_INFINITY;
  let used = 0;
  let before = 0;
  return (nowMs) => {
    const position = (nowMs - firstMs) / windowMs;
    const current = Math.floor(position);
    if (current > number) {
      before = current === number + 1 ? used : 0;
      used = 0;
      number = current;
    }
    if (before * (1 - (position - current)) + used + 1 > limit) return false;
    used += 1;
    return true;
  };
}

/** Full at first; a request takes a token, and they come back at a steady rate. */
export function tokenBucket(burst: number, perSecond: number): Limiter {
  let level = burst;
  let lastMs: number | undefined;
  return (nowMs) => {
    level = Math.min(burst, level + ((nowMs - (lastMs ?? nowMs)) * perSecond) / 1000);
    lastMs = nowMs;
    if (level < 1) return false;
    level -= 1;
    return true;
  };
}

import type { BucketFit } from './bucket.ts';
import type { Decisions } from './decisions.ts';
import { type Line, lineThrough } from './line.ts';
import { countBefore, meanWidthMs, middlesMs } from './spans.ts';

/** A window that slides by an estimate: the last fixed window counts by the part of it that would still be covered. */
export interface WeightedFit {
  readonly limit: number;
  readonly windowMs: number;
  /** What it does once the first two windows are over: let requests through at a steady rate. */
  readonly steady: BucketFit;
}

/**
 * Such a window, once used up, lets through as many as the weight of the window before goes down: at the rate
 * previous / window. So under a flood there is a burst; then, until the second window ends, a rate r₁ = m / w, where m is
 * what the first window had let through (nobody, where the first was used up on its own); and from then on the rate
 * r₂ = limit / w. When the second window ends, m + limit were let through, which gives w = admissions until then / (r₁ + r₂).
 * Undefined where the rate does not change: then it does what a token bucket does.
 */
export function fitWeightedWindow({ admitted, refused }: Decisions): WeightedFit | undefined {
  const timesMs = middlesMs(admitted);
  const emptyMs = middlesMs(refused)[0] ?? Number.POSITIVE_INFINITY;
  const lastMs = timesMs.at(-1) ?? 0;
  const middleMs = (emptyMs + lastMs) / 2;
  const later = lineThrough(timesMs, countBefore(timesMs, middleMs));
  if (later === undefined || later.perMs <= 0) return undefined;
  const from = highestAbove(timesMs, later) + 1;
  // Counts go up by whole requests, and the line is known no better than that.
  const noise = 2 + later.perMs * meanWidthMs(refused);
  if (from - numberAt(later, timesMs[from - 1] ?? 0) < 2 * noise) return undefined;
  const until = firstNear(timesMs, from, later, noise);
  const earlier = lineThrough(timesMs, from, until) ?? { perMs: 0, atZero: from };
  const turnMs = (earlier.atZero - later.atZero) / (later.perMs - earlier.perMs);
  const first = countBefore(timesMs, turnMs);
  const windowMs = numberAt(later, turnMs) / (later.perMs + earlier.perMs);
  const limit = Math.round(later.perMs * windowMs);
  // The later rate is taken from the second half.
  const isPlausible = earlier.perMs < later.perMs && turnMs <= middleMs && limit > 0;
  if (!isPlausible) return undefined;
  const steady = { burst: limit, perMs: later.perMs, first, levelAtFirst: 1 };
  return { limit, windowMs, steady };
}

/** Where the number of admissions is most above the line: at the end of the burst. */
function highestAbove(timesMs: Float64Array, line: Line): number {
  let highest = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (const [index, timeMs] of timesMs.entries()) {
    const above = index + 1 - numberAt(line, timeMs);
    if (above <= most) continue;
    most = above;
    highest = index;
  }
  return highest;
}

/** The first position from there on that is no more than `noise` above the line. */
function firstNear(timesMs: Float64Array, from: number, line: Line, noise: number): number {
  let index = from;
  while (index < timesMs.length && index - numberAt(line, timesMs[index] ?? 0) > noise) index += 1;
  return index;
}

function numberAt({ perMs, atZero }: Line, timeMs: number): number {
  return atZero + perMs * timeMs;
}

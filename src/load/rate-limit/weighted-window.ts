import type { BucketFit } from './bucket.ts';
import type { Decisions } from './decisions.ts';
import { type Line, numberAt, steadyLine } from './line.ts';
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
  const middleMs = (emptyMs + (timesMs.at(-1) ?? 0)) / 2;
  const half = steadyLine(timesMs, countBefore(timesMs, middleMs));
  const rough = half && turnTo(half, timesMs, meanWidthMs(refused));
  if (rough === undefined || rough.atMs > middleMs) return undefined;
  const later = steadyLine(timesMs, countBefore(timesMs, rough.atMs));
  if (later === undefined) return undefined;
  const turn = turnTo(later, timesMs, meanWidthMs(refused));
  if (turn === undefined || turn.atMs > middleMs) return undefined;
  const windowMs = numberAt(later, turn.atMs) / (later.perMs + turn.beforePerMs);
  const limit = Math.round(later.perMs * windowMs);
  const first = countBefore(timesMs, turn.atMs);
  // Where requests stop for a moment, some of the window before is missing for the next one: it wavers.
  const slack = 1 + 0.1 * limit + 2 * later.perMs;
  const steady = { burst: limit, perMs: later.perMs, first, levelAtFirst: 1, slack };
  return { limit, windowMs, steady };
}

interface Turn {
  readonly atMs: number;
  /** The rate before, after the burst. */
  readonly beforePerMs: number;
}

/** Where the slower rate after the burst turns into this one; undefined where there is no slower one. */
function turnTo(later: Line, timesMs: Float64Array, widthMs: number): Turn | undefined {
  const from = highestAbove(timesMs, later) + 1;
  const excess = from - numberAt(later, timesMs[from - 1] ?? 0);
  // Counts go up by whole requests, and a single decision is known no better than that.
  const noise = 2 + later.perMs * widthMs;
  if (excess < 2 * noise) return undefined;
  const untilMs = timesMs[firstNear(timesMs, from, later, noise + 0.15 * excess)] ?? 0;
  // Whoever was under way at the end of the burst belongs to it.
  const sinceMs = (timesMs[from - 1] ?? 0) + 2 * widthMs;
  if (untilMs <= sinceMs) return undefined;
  const since = countBefore(timesMs, sinceMs);
  const beforePerMs = (countBefore(timesMs, untilMs) - since) / (untilMs - sinceMs);
  if (beforePerMs >= later.perMs) return undefined;
  const ahead = since - numberAt(later, sinceMs);
  return { atMs: sinceMs + ahead / (later.perMs - beforePerMs), beforePerMs };
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

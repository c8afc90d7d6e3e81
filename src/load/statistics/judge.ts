import type { Verdict } from '../comparison.ts';

export interface Judged {
  readonly kind: 'latency' | 'throughput' | 'errors';
  /** Of b / a; of errors, b - a. */
  readonly ci95: readonly [low: number, high: number];
  /** After correction for the number of figures. */
  readonly p: number;
  /** Differences within ± this share count as none; of errors, `errorMargin` is used. */
  readonly margin: number;
}

export const marginDefault = 0.02;
/** One request in a thousand: a share of failures is judged as it is, not relative to another. */
export const errorMargin = 0.001;

/**
 * `equivalent` where the whole interval is within the margin; `slower` or `faster` where it is beyond no difference,
 * not wholly within the margin, and significant; otherwise `undecided`, which is not the same as equivalent.
 */
export function judge({ kind, ci95, p, margin }: Judged): Verdict {
  const [low, high] = ci95;
  const none = kind === 'errors' ? 0 : 1;
  const [from, to] =
    kind === 'errors' ? [-errorMargin, errorMargin] : [1 / (1 + margin), 1 + margin];
  if (low >= from && high <= to) return 'equivalent';
  if (p >= 0.05) return 'undecided';
  if (low > none) return kind === 'throughput' ? 'faster' : 'slower';
  if (high < none) return kind === 'throughput' ? 'slower' : 'faster';
  return 'undecided';
}

/**
 * Of all figures together: `slower` as soon as one is, `faster` where one is and none is slower. Errors never make it
 * better, only worse: failing is no way to be fast.
 */
export function judgeAll(gating: readonly Verdict[], errors: Verdict): Verdict {
  if (errors === 'slower' || gating.includes('slower')) return 'slower';
  if (gating.includes('faster')) return 'faster';
  return gating.every((verdict) => verdict === 'equivalent') ? 'equivalent' : 'undecided';
}

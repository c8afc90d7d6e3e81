import type { Histogram } from '../http/histogram.ts';

/** What two targets, or now and a baseline, have to say about each other. `b` is judged against `a`. */
export interface Comparison {
  readonly method: 'interleaved' | 'baseline';
  /** URLs, or the baseline file (a) and the target (b). */
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  /** Pairs of blocks (interleaved) or the smaller number of blocks (baseline) that the statistics are based on. */
  readonly pairs: number;
  readonly blockMs: number;
  /** Differences within ± this share count as none. */
  readonly margin: number;
  readonly throughput: ComparedFigure;
  readonly latency: Readonly<Record<ComparedQuantile, ComparedFigure>>;
  /** Share of failed requests. */
  readonly errors: ComparedFigure;
  /** Of the gating figures together: `slower` as soon as one is. */
  readonly verdict: Verdict;
  /** Sentences: that a baseline is the weaker method, that a p99 rests on few requests. */
  readonly caveats: readonly string[];
}

export interface ComparedSide {
  readonly name: string;
  readonly total: number;
  readonly ok: number;
  readonly failed: number;
  readonly perSecond: number;
  readonly latency: Histogram;
}

export type ComparedQuantile = 'p50' | 'p90' | 'p95' | 'p99';

/** For throughput, `faster` means more requests per second; for errors, `slower` means a larger share of failures. */
export type Verdict = 'faster' | 'slower' | 'equivalent' | 'undecided';

export interface ComparedFigure {
  /** Milliseconds, requests per second, or a share; medians over blocks. */
  readonly a: number;
  readonly b: number;
  /** b / a, by Hodges and Lehmann; for errors the difference b - a. */
  readonly ratio: number;
  /** Its confidence interval of 95 %. */
  readonly ci95: readonly [low: number, high: number];
  /** Of the paired Wilcoxon test after Holm's correction; 1 where there is too little data. */
  readonly p: number;
  readonly verdict: Verdict;
  /** Where undecided: how long both sides together would have to run to decide, roughly. */
  readonly decidesAfterMs: number | undefined;
}

/** One block of one side: the unit of statistics, because the requests within it are not independent. */
export interface Block {
  readonly startMs: number;
  readonly lengthMs: number;
  readonly total: number;
  readonly failed: number;
  readonly latency: Histogram;
}

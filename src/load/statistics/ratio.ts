/** How two series relate: b / a. */
export interface Ratio {
  /** Hodges and Lehmann's estimate; 1 without data. */
  readonly ratio: number;
  /** Confidence interval of 95 %; [0, Infinity] where there is too little data for one. */
  readonly ci95: readonly [low: number, high: number];
  /** Two-sided, of the test whose inversion the interval is; 1 where there is too little data. */
  readonly p: number;
}

/** Nothing can be said with so little data. */
export function undecidable(estimates: Float64Array): Ratio {
  return { ratio: Math.exp(middleOf(estimates)), ci95: [0, Number.POSITIVE_INFINITY], p: 1 };
}

/**
 * The estimate is the median of all estimates that single values give (Walsh averages or differences, sorted), and the
 * interval what remains after so many are cut off at each end (Hollander, Wolfe and Chicken, Nonparametric Statistical
 * Methods, 3rd edition, sections 3.2, 3.3, 4.2 and 4.3). Its ends belong to it, so that ties only make it wider.
 */
export function ratioOf(estimates: Float64Array, cut: number, p: number): Ratio {
  const low = estimates[cut] ?? 0;
  const high = estimates[estimates.length - 1 - cut] ?? 0;
  return { ratio: Math.exp(middleOf(estimates)), ci95: [Math.exp(low), Math.exp(high)], p };
}

/** Of a throughput of nothing as well: it counts as one request in thirty years. */
export function logOf(value: number): number {
  return Math.log(Math.max(value, 1e-9));
}

function middleOf(sorted: Float64Array): number {
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return (lower + upper) / 2;
}

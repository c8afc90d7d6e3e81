import { twoSidedP, z95 } from './normal.ts';

/** Sizes of two independent series; fractions where their values are not independent. */
export interface Sizes {
  readonly a: number;
  readonly b: number;
}

/**
 * Two-sided p of the test of Mann and Whitney. `share` is how many of all pairs have the larger value in b, ties as
 * halves. Sizes of up to 25 have the exact distribution, rounded to the safe side where there are ties; others the
 * normal one, with a correction for continuity and without one for ties, which would only make p smaller.
 */
export function rankSumP(share: number, sizes: Sizes): number {
  const { a, b } = wholeSizes(sizes);
  const pairs = a * b;
  if (Math.max(a, b) <= exactMax) {
    const tail = Math.ceil(Math.min(share, 1 - share) * pairs - 1e-9);
    const p = winShares(a, b)
      .subarray(0, tail + 1)
      .reduce((sum, value) => sum + value, 0);
    return Math.min(1, 2 * p);
  }
  const distance = Math.abs(share - 0.5) * pairs - 0.5;
  return twoSidedP(Math.max(0, distance) / deviationOf(a, b));
}

/**
 * Which share of the sorted differences lies outside of a 95 % interval at each end; `undefined` where even the whole
 * range covers less.
 */
export function rankSumCut(sizes: Sizes): number | undefined {
  const { a, b } = wholeSizes(sizes);
  const pairs = a * b;
  if (Math.max(a, b) > exactMax) {
    const cut = Math.floor(pairs / 2 - z95 * deviationOf(a, b) - 0.5);
    return cut < 0 ? undefined : cut / pairs;
  }
  const shares = winShares(a, b);
  let cut = -1;
  for (let below = shares[0] ?? 0; below <= 0.025; below += shares[cut + 1] ?? 1) cut += 1;
  return cut < 0 ? undefined : cut / pairs;
}

const exactMax = 25;

function wholeSizes({ a, b }: Sizes): Sizes {
  return { a: Math.max(1, Math.floor(a)), b: Math.max(1, Math.floor(b)) };
}

function deviationOf(a: number, b: number): number {
  return Math.sqrt((a * b * (a + b + 1)) / 12);
}

/**
 * At index u: how probable it is that the values of b are the larger ones in u of all pairs, where all orders are alike.
 * The coefficients of the Gaussian binomial, by multiplying and dividing in turn (Harding, An efficient, minimal-storage
 * procedure for calculating the Mann-Whitney U, Applied Statistics 33, 1984); all are whole and below 2^53.
 */
function winShares(a: number, b: number): Float64Array {
  const counts = new Float64Array(a * b + 1);
  counts[0] = 1;
  for (let step = 1; step <= a; step += 1) {
    for (let u = counts.length - 1; u >= b + step; u -= 1) {
      counts[u] = (counts[u] ?? 0) - (counts[u - b - step] ?? 0);
    }
    for (let u = step; u < counts.length; u += 1) {
      counts[u] = (counts[u] ?? 0) + (counts[u - step] ?? 0);
    }
  }
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / all);
}

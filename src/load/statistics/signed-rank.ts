import { twoSidedP, z95 } from './normal.ts';

/**
 * Two-sided p of Wilcoxon's signed-rank test that differences are symmetric about 0. Zeros are ranked with the others
 * and then left out (Pratt, Remarks on zeros and ties in the Wilcoxon signed rank procedures, JASA 54, 1959), ties get
 * the mean of their ranks. Given those ranks, the distribution over all signs is exact for up to 25 differences that
 * are not zero (Streitberg and Röhmel, Exact distributions for permutation and rank tests, 1986); for more it is the
 * normal one of the same variance, with a correction for continuity.
 */
export function signedRankP(differences: readonly number[]): number {
  const doubled = doubledRanks(differences.map(Math.abs));
  const ranks: number[] = [];
  let positive = 0;
  for (const difference of differences) {
    if (difference === 0) continue;
    const rank = doubled.get(Math.abs(difference)) ?? 0;
    ranks.push(rank);
    if (difference > 0) positive += rank;
  }
  return ranks.length <= exactMax ? exactP(ranks, positive) : approximateP(ranks, positive);
}

/**
 * How many of the sorted Walsh averages of so many differences lie outside of a 95 % interval at each end; `undefined`
 * where even the whole range covers less (below 6 differences).
 */
export function signedRankCut(size: number): number | undefined {
  if (size > exactMax) {
    const mean = (size * (size + 1)) / 4;
    const deviation = Math.sqrt((mean * (2 * size + 1)) / 6);
    return Math.floor(mean - z95 * deviation - 0.5);
  }
  const shares = sumShares(Array.from({ length: size }, (_, index) => index + 1));
  let cut = -1;
  for (let below = shares[0] ?? 0; below <= 0.025; below += shares[cut + 1] ?? 1) cut += 1;
  return cut < 0 ? undefined : cut;
}

/** Above, the normal distribution is as good as the exact one. */
const exactMax = 25;

/** Twice the rank of each size, because the mean rank of ties may be a half. */
function doubledRanks(sizes: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  const ranks = new Map<number, number>();
  let before = 0;
  for (const [size, count] of [...counts].toSorted(([a], [b]) => a - b)) {
    ranks.set(size, 2 * before + count + 1);
    before += count;
  }
  return ranks;
}

function exactP(ranks: readonly number[], positive: number): number {
  const shares = sumShares(ranks);
  // Signs are as likely as their opposites, so that both tails are alike.
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const tail = Math.min(positive, total - positive);
  const p = shares.subarray(0, tail + 1).reduce((sum, share) => sum + share, 0);
  return Math.min(1, 2 * p);
}

function approximateP(ranks: readonly number[], positive: number): number {
  const mean = ranks.reduce((sum, rank) => sum + rank, 0) / 2;
  const deviation = Math.sqrt(ranks.reduce((sum, rank) => sum + rank * rank, 0)) / 2;
  // Ranks are doubled, hence a whole one instead of half of one.
  return twoSidedP(Math.max(0, Math.abs(positive - mean) - 1) / deviation);
}

/** At index s: how probable it is that the ranks of the positive ones sum up to s, where each sign is a coin. */
function sumShares(ranks: readonly number[]): Float64Array {
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const shares = new Float64Array(total + 1);
  shares[0] = 1;
  let reached = 0;
  for (const rank of ranks) {
    reached += rank;
    for (let sum = reached; sum >= 0; sum -= 1) {
      const without = shares[sum] ?? 0;
      const withIt = sum >= rank ? (shares[sum - rank] ?? 0) : 0;
      shares[sum] = (without + withIt) / 2;
    }
  }
  return shares;
}

import { seededRandom } from '../../base/random.ts';
import type { Block } from '../comparison.ts';
import type { BlockSeries } from './block-groups.ts';
import { effectiveSize } from './effective-size.ts';
import { t95, twoSidedP } from './normal.ts';

/** How the shares of failed requests (0 to 1) relate. */
export interface ShareDifference {
  readonly a: number;
  readonly b: number;
  /** b - a. */
  readonly difference: number;
  /** Confidence interval of 95 %; [-1, 1] where there is too little data for one. */
  readonly ci95: readonly [low: number, high: number];
  /** Two-sided; 1 where there is too little data. */
  readonly p: number;
}

/**
 * Of sides that were run in pairs of blocks. The test swaps the sides of pairs at random: without a difference, that
 * changes nothing but chance (at most `swapsMax` times; p as by Phipson and Smyth, Permutation p-values should never be
 * zero, 2010).
 */
export function pairedShareDifference(series: BlockSeries, seed: number): ShareDifference {
  const errorsA = residualsOf(series.a);
  const both = residualsOf(series.b).map((error, index) => error - (errorsA[index] ?? 0));
  const deviation = Math.sqrt(varianceOf(both, both.length));
  return shareDifference(series, deviation, () => swapP(series, seed));
}

/** Of sides that were run one after the other: by the normal distribution, each worth its effective number of blocks. */
export function unpairedShareDifference(series: BlockSeries): ShareDifference {
  const a = residualsOf(series.a);
  const b = residualsOf(series.b);
  const variance = varianceOf(a, effectiveSize(a)) + varianceOf(b, effectiveSize(b));
  const deviation = Math.sqrt(variance);
  return shareDifference(series, deviation, (difference) => twoSidedP(difference / deviation));
}

const swapsMax = 1999;
/** As for the other figures: fewer blocks decide nothing. */
const blocksMin = 6;

function shareDifference(
  { a, b }: BlockSeries,
  deviation: number,
  pOf: (difference: number) => number,
): ShareDifference {
  const shareA = shareOf(a);
  const shareB = shareOf(b);
  const difference = shareB - shareA;
  const blocks = Math.min(a.length, b.length);
  const totals = Math.min(totalOf(a), totalOf(b));
  if (blocks < blocksMin || totals === 0) {
    return { a: shareA, b: shareB, difference, ci95: [-1, 1], p: 1 };
  }
  // No failure in n requests says that fewer than 3 in n fail (Hanley and Lippman-Hand, If nothing goes wrong, is
  // everything all right?, 1983).
  const half = Math.max(t95(blocks - 1) * deviation, 3 / totals);
  const ci95 = [Math.max(-1, difference - half), Math.min(1, difference + half)] as const;
  const p = difference === 0 ? 1 : pOf(difference);
  return { a: shareA, b: shareB, difference, ci95, p };
}

/** What each block adds to the error of its side's share, as of a ratio of sums (Cochran, Sampling Techniques, 6.3). */
function residualsOf(blocks: readonly Block[]): readonly number[] {
  const share = shareOf(blocks);
  const total = Math.max(1, totalOf(blocks));
  return blocks.map((block) => (block.failed - share * block.total) / total);
}

function varianceOf(errors: readonly number[], effective: number): number {
  const squares = errors.reduce((sum, error) => sum + error * error, 0);
  return (squares * errors.length * errors.length) / (effective * Math.max(1, errors.length - 1));
}

function swapP({ a, b }: BlockSeries, seed: number): number {
  const random = seededRandom(seed);
  const observed = Math.abs(shareOf(b) - shareOf(a));
  let asLarge = 1;
  for (let swap = 0; swap < swapsMax; swap += 1) {
    const difference = swappedDifference(a, b, random);
    // Sums in another order may differ in the last digit.
    if (Math.abs(difference) >= observed - 1e-12) asLarge += 1;
  }
  return asLarge / (swapsMax + 1);
}

function swappedDifference(a: readonly Block[], b: readonly Block[], random: () => number): number {
  let failedA = 0;
  let totalA = 0;
  let failedB = 0;
  let totalB = 0;
  for (const [index, block] of a.entries()) {
    const other = b[index] ?? block;
    const isSwapped = random() < 0.5;
    const [left, right] = isSwapped ? [other, block] : [block, other];
    failedA += left.failed;
    totalA += left.total;
    failedB += right.failed;
    totalB += right.total;
  }
  return failedB / Math.max(1, totalB) - failedA / Math.max(1, totalA);
}

function shareOf(blocks: readonly Block[]): number {
  const failed = blocks.reduce((sum, block) => sum + block.failed, 0);
  return failed / Math.max(1, totalOf(blocks));
}

function totalOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + block.total, 0);
}

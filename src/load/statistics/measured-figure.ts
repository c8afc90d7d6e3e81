import type { ComparedFigure, Comparison } from '../comparison.ts';
import { type BlockSeries, groupEach, groupPairs } from './block-groups.ts';
import type { Gating } from './gating-figures.ts';
import { errorMargin, judge, type Judged } from './judge.ts';
import { medianOf } from './median.ts';
import { pairedRatio } from './paired-ratio.ts';
import { pairedShareDifference, unpairedShareDifference } from './share-difference.ts';
import { timeToDecide } from './time-to-decide.ts';
import { unpairedRatio } from './unpaired-ratio.ts';

/** A figure before the correction for the number of figures. */
export interface MeasuredFigure {
  readonly kind: Judged['kind'];
  readonly a: number;
  readonly b: number;
  /** b / a; of errors, b - a. */
  readonly ratio: number;
  readonly ci95: readonly [low: number, high: number];
  readonly p: number;
  /** False where no data could have made it significant. */
  readonly isTestable: boolean;
  /** Why it is not testable, one sentence. */
  readonly caveat: string | undefined;
  /** How many (merged) blocks each side has. */
  readonly blocks: number;
}

export type Method = Comparison['method'];

/** `blur` widens the interval: a factor of at least 1 by which the ratio may be wrong in either direction. */
export function measureRatio(
  figure: Gating,
  series: BlockSeries,
  method: Method,
  blur: number,
): MeasuredFigure {
  const { a, b } = (method === 'interleaved' ? groupPairs : groupEach)(series, figure.need);
  const valuesA = a.map(figure.valueOf);
  const valuesB = b.map(figure.valueOf);
  const estimate = (method === 'interleaved' ? pairedRatio : unpairedRatio)(valuesA, valuesB);
  const [low, high] = estimate.ci95;
  const isTestable = high < Number.POSITIVE_INFINITY;
  return {
    kind: figure.name === 'throughput' ? 'throughput' : 'latency',
    a: medianOf(valuesA),
    b: medianOf(valuesB),
    ratio: estimate.ratio,
    ci95: [low / blur, high * blur],
    p: estimate.p,
    isTestable,
    caveat: isTestable ? undefined : tooFew(figure, a.length, b.length, method),
    blocks: Math.min(a.length, b.length),
  };
}

export function measureErrors(series: BlockSeries, method: Method, seed: number): MeasuredFigure {
  const { a, b, difference, ci95, p } =
    method === 'interleaved'
      ? pairedShareDifference(series, seed)
      : unpairedShareDifference(series);
  const isTestable = ci95[1] - ci95[0] < 2 && a + b > 0;
  const blocks = Math.min(series.a.length, series.b.length);
  return {
    kind: 'errors',
    a,
    b,
    ratio: difference,
    ci95,
    p,
    isTestable,
    caveat: undefined,
    blocks,
  };
}

/** `p` is the one after correction. */
export function finishFigure(
  measured: MeasuredFigure,
  p: number,
  margin: number,
  spentMs: number,
): ComparedFigure {
  const { kind, a, b, ratio, ci95 } = measured;
  const verdict = judge({ kind, ci95, p, margin });
  const decidesAfterMs = verdict === 'undecided' ? decided(measured, margin, spentMs) : undefined;
  return { a, b, ratio, ci95, p, verdict, decidesAfterMs };
}

/** With fewer blocks, not even the whole range of what they say is an interval of 95 %. */
const blocksMin = 6;

function tooFew(figure: Gating, a: number, b: number, method: Method): string {
  const blocks = method === 'interleaved' ? `${a} pairs of blocks` : `${a} and ${b} blocks`;
  return `${figure.name} cannot be decided: ${blocks} with at least ${figure.requestsMin} requests are too few.`;
}

function decided(measured: MeasuredFigure, margin: number, spentMs: number): number | undefined {
  const { kind, ratio, ci95, blocks } = measured;
  const [low, high] = ci95;
  if (kind === 'errors') {
    if (high - low >= 2) return moreBlocks(blocks, spentMs);
    const halfWidth = (high - low) / 2;
    return timeToDecide({ distance: Math.abs(ratio), halfWidth, margin: errorMargin, spentMs });
  }
  if (high === Number.POSITIVE_INFINITY) return moreBlocks(blocks, spentMs);
  return timeToDecide({
    distance: Math.abs(Math.log(ratio)),
    halfWidth: Math.log(high / low) / 2,
    margin: Math.log1p(margin),
    spentMs,
  });
}

function moreBlocks(blocks: number, spentMs: number): number | undefined {
  return blocks === 0 ? undefined : Math.ceil((spentMs * blocksMin) / blocks);
}

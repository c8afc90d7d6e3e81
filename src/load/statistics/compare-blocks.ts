import type { Block, ComparedSide, Comparison } from '../comparison.ts';
import { type BlockSeries, groupEach, groupPairs, mergeBlocks } from './block-groups.ts';
import { quantileFigures, throughputFigure } from './gating-figures.ts';
import { holm } from './holm.ts';
import { judgeAll } from './judge.ts';
import {
  finishFigure,
  type MeasuredFigure,
  measureErrors,
  measureRatio,
  type Method,
} from './measured-figure.ts';
import { medianOf } from './median.ts';

export interface BlockComparison {
  /** In the order of time. */
  readonly a: readonly Block[];
  readonly b: readonly Block[];
  readonly nameA: string;
  readonly nameB: string;
  /** `interleaved`: block i of a ran next to block i of b, which of them first by chance. */
  readonly method: Method;
  /** Differences within ± this share count as none. */
  readonly margin: number;
  /** Of the permutations. */
  readonly seed: number;
  /** By which factor a ratio may be wrong besides chance: 1 where both sides ran at the same time. */
  readonly blur: number;
}

/**
 * Judges b against a. The block is the unit of statistics, because requests within one share its fate; adjacent ones are
 * merged where a quantile needs more requests. The five gating figures, and the share of failures where there are any,
 * are corrected together by Holm's method, so that equal targets are called different in at most 5 % of comparisons.
 */
export function compareBlocks(comparison: BlockComparison): Comparison {
  const { nameA, nameB, method, margin, seed, blur } = comparison;
  const series = shortened(comparison, method);
  const measured = {
    p50: measureRatio(quantileFigures.p50, series, method, blur),
    p90: measureRatio(quantileFigures.p90, series, method, blur),
    p95: measureRatio(quantileFigures.p95, series, method, blur),
    p99: measureRatio(quantileFigures.p99, series, method, blur),
    throughput: measureRatio(throughputFigure, series, method, blur),
    errors: measureErrors(series, method, seed),
  };
  const all = Object.values(measured);
  const corrected = correctedP(all);
  const blocks = [...comparison.a, ...comparison.b];
  const spentMs = blocks.reduce((sum, { lengthMs }) => sum + lengthMs, 0);
  const finish = (figure: MeasuredFigure) =>
    finishFigure(figure, corrected.get(figure) ?? 1, margin, spentMs);
  const latency = {
    p50: finish(measured.p50),
    p90: finish(measured.p90),
    p95: finish(measured.p95),
    p99: finish(measured.p99),
  };
  const throughput = finish(measured.throughput);
  const errors = finish(measured.errors);
  const gating = [...Object.values(latency), throughput].map(({ verdict }) => verdict);
  return {
    method,
    a: sideOf(nameA, comparison.a),
    b: sideOf(nameB, comparison.b),
    pairs: Math.min(comparison.a.length, comparison.b.length),
    blockMs: medianOf(blocks.map(({ lengthMs }) => lengthMs)),
    margin,
    throughput,
    latency,
    errors,
    verdict: judgeAll(gating, errors.verdict),
    caveats: caveatsOf(measured.throughput, all),
  };
}

/** Estimates take the square of their number in memory; more blocks than that are merged first. */
const blocksMax = 1000;

function shortened(series: BlockSeries, method: Method): BlockSeries {
  const longest = Math.max(series.a.length, series.b.length);
  if (longest <= blocksMax) return series;
  const merge = Math.ceil(longest / blocksMax);
  const need = { countOf: () => 1, isEnough: (a: number) => a >= merge };
  return (method === 'interleaved' ? groupPairs : groupEach)(series, need);
}

/**
 * A test that could not find anything, whatever the data, costs the others nothing (Tarone, A modified Bonferroni method
 * for discrete data, 1990).
 */
function correctedP(all: readonly MeasuredFigure[]): ReadonlyMap<MeasuredFigure, number> {
  const tested = all.filter(({ isTestable }) => isTestable);
  const adjusted = holm(tested.map(({ p }) => p));
  return new Map(tested.map((figure, index) => [figure, adjusted[index] ?? 1]));
}

function sideOf(name: string, blocks: readonly Block[]): ComparedSide {
  const { lengthMs, total, failed, latency } = mergeBlocks(blocks);
  const ok = total - failed;
  return { name, total, ok, failed, perSecond: (ok * 1000) / Math.max(1, lengthMs), latency };
}

/** Where there are too few blocks for anything, one sentence says it for all. */
function caveatsOf(throughput: MeasuredFigure, all: readonly MeasuredFigure[]): readonly string[] {
  if (!throughput.isTestable) {
    return [
      'Nothing can be decided: there are too few blocks with requests, at least 6 are needed.',
    ];
  }
  return all.flatMap(({ caveat }) => caveat ?? []);
}

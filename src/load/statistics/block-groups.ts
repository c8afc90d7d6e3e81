import { Histogram } from '../../http/histogram.ts';
import type { Block } from '../comparison.ts';

/** Blocks of two sides; where they were run in pairs, those with the same index belong together. */
export interface BlockSeries {
  readonly a: readonly Block[];
  readonly b: readonly Block[];
}

/** When merged blocks are large enough to be worth a value. */
export interface Need {
  readonly countOf: (block: Block) => number;
  readonly isEnough: (countA: number, countB: number) => boolean;
}

/**
 * Merges adjacent pairs until both of their sides together have enough. What is left over goes to the last; where there
 * never was enough, all is one pair.
 */
export function groupPairs({ a, b }: BlockSeries, { countOf, isEnough }: Need): BlockSeries {
  const pairs = Math.min(a.length, b.length);
  const countsA = a.slice(0, pairs).map(countOf);
  const countsB = b.slice(0, pairs).map(countOf);
  const ranges = rangesOf(countsA, countsB, isEnough);
  return { a: mergeRanges(a, ranges), b: mergeRanges(b, ranges) };
}

/** The same for sides that were run one after the other: each by itself. */
export function groupEach({ a, b }: BlockSeries, { countOf, isEnough }: Need): BlockSeries {
  const merged = (blocks: readonly Block[]): readonly Block[] => {
    const counts = blocks.map(countOf);
    return mergeRanges(blocks, rangesOf(counts, counts, isEnough));
  };
  return { a: merged(a), b: merged(b) };
}

/** One block in place of adjacent ones. */
export function mergeBlocks(blocks: readonly Block[]): Block {
  const [first] = blocks;
  if (first !== undefined && blocks.length === 1) return first;
  const latency = new Histogram();
  let lengthMs = 0;
  let total = 0;
  let failed = 0;
  for (const block of blocks) {
    latency.add(block.latency);
    lengthMs += block.lengthMs;
    total += block.total;
    failed += block.failed;
  }
  return { startMs: first?.startMs ?? 0, lengthMs, total, failed, latency };
}

type Range = readonly [from: number, to: number];

function rangesOf(
  countsA: readonly number[],
  countsB: readonly number[],
  isEnough: Need['isEnough'],
): readonly Range[] {
  const ranges: Range[] = [];
  let from = 0;
  let a = 0;
  let b = 0;
  for (const [index, count] of countsA.entries()) {
    a += count;
    b += countsB[index] ?? 0;
    if (!isEnough(a, b)) continue;
    ranges.push([from, index + 1]);
    from = index + 1;
    a = 0;
    b = 0;
  }
  if (from < countsA.length) ranges.push([ranges.pop()?.[0] ?? 0, countsA.length]);
  return ranges;
}

function mergeRanges(blocks: readonly Block[], ranges: readonly Range[]): readonly Block[] {
  return ranges.map(([from, to]) => mergeBlocks(blocks.slice(from, to)));
}

import { effectiveSize } from './effective-size.ts';
import { rankSumCut, rankSumP } from './rank-sum.ts';
import { logOf, type Ratio, ratioOf, undecidable } from './ratio.ts';

/**
 * The ratio b / a of two series that were measured one after the other, by the test of Mann and Whitney of their
 * logarithms and its inversion. Each series counts for as many values as `effectiveSize` says. Takes memory for the
 * product of their lengths.
 */
export function unpairedRatio(a: readonly number[], b: readonly number[]): Ratio {
  const logsA = a.map(logOf);
  const logsB = b.map(logOf);
  const differences = allDifferences(logsA, logsB);
  const sizes = { a: effectiveSize(logsA), b: effectiveSize(logsB) };
  const cut = differences.length === 0 ? undefined : rankSumCut(sizes);
  if (cut === undefined) return undecidable(differences);
  const p = rankSumP(shareAbove(differences), sizes);
  return ratioOf(differences, Math.floor(cut * differences.length), p);
}

function allDifferences(a: readonly number[], b: readonly number[]): Float64Array {
  const differences = new Float64Array(a.length * b.length);
  let place = 0;
  for (const from of a) {
    for (const to of b) {
      differences[place] = to - from;
      place += 1;
    }
  }
  return differences.toSorted();
}

/** Share of the differences above 0; those of 0 are halves. */
function shareAbove(sorted: Float64Array): number {
  const above = sorted.reduce((sum, value) => sum + (value > 0 ? 1 : value === 0 ? 0.5 : 0), 0);
  return above / sorted.length;
}

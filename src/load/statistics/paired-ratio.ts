import { logOf, type Ratio, ratioOf, undecidable } from './ratio.ts';
import { signedRankCut, signedRankP } from './signed-rank.ts';

/**
 * The ratio b / a of two series whose values belong together in pairs, by Wilcoxon's signed-rank test of the logarithms
 * of the ratios and its inversion. Fewer than 6 pairs decide nothing. Takes memory for half of the square of the
 * number of pairs.
 */
export function pairedRatio(a: readonly number[], b: readonly number[]): Ratio {
  const differences = a.map((value, index) => logOf(b[index] ?? value) - logOf(value));
  const averages = walshAverages(differences);
  const cut = signedRankCut(differences.length);
  if (cut === undefined) return undecidable(averages);
  return ratioOf(averages, cut, signedRankP(differences));
}

/** The mean of each pair of differences, and of each difference with itself, sorted. */
function walshAverages(differences: readonly number[]): Float64Array {
  const count = differences.length;
  const averages = new Float64Array((count * (count + 1)) / 2);
  let place = 0;
  for (const [index, first] of differences.entries()) {
    for (let other = index; other < count; other += 1) {
      averages[place] = (first + (differences[other] ?? 0)) / 2;
      place += 1;
    }
  }
  return averages.toSorted();
}

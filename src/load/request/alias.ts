import type { Random } from '../../base/random.ts';

/** Draws indexes in proportion to weights, in constant time and without allocating. */
export type Draw = () => number;

/**
 * Walker's alias method with Vose's way to build the table (M. D. Vose, "A linear algorithm for generating random
 * numbers with a given distribution", IEEE Transactions on Software Engineering 17, 1991): every column of the table
 * holds at most two indexes, so that one random number picks column and index. Weights are not negative, their sum is
 * positive.
 */
export function createDraw(weights: readonly number[], random: Random): Draw {
  const columns = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const share = Float64Array.from(weights, (weight) => (weight * columns) / total);
  const alias = Uint32Array.from(weights, (_, index) => index);
  const small: number[] = [];
  const large: number[] = [];
  for (const [index, value] of share.entries()) (value < 1 ? small : large).push(index);
  while (small.length > 0 && large.length > 0) {
    const poor = small.pop() ?? 0;
    const rich = large.at(-1) ?? 0;
    alias[poor] = rich;
    share[rich] = (share[rich] ?? 0) + (share[poor] ?? 0) - 1;
    if ((share[rich] ?? 0) < 1) small.push(large.pop() ?? 0);
  }
  // Rounding leaves shares that are 1 but for the last digits.
  for (const index of [...small, ...large]) share[index] = 1;
  return () => {
    const place = random() * columns;
    const column = Math.floor(place);
    return place - column < (share[column] ?? 1) ? column : (alias[column] ?? column);
  };
}

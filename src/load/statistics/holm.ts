/**
 * p values of several tests that together are wrong as seldom as one (Holm, A simple sequentially rejective multiple
 * test procedure, 1979), in the order given.
 */
export function holm(pValues: readonly number[]): readonly number[] {
  const adjusted = [...pValues];
  const ascending = [...pValues.entries()].toSorted(([, a], [, b]) => a - b);
  let least = 0;
  for (const [rank, [index, p]] of ascending.entries()) {
    least = Math.max(least, Math.min(1, p * (pValues.length - rank)));
    adjusted[index] = least;
  }
  return adjusted;
}

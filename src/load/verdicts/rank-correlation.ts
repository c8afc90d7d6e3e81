/**
 * Spearman's rank correlation of two series of the same length: 1 where one always grows with the other, -1 where it always
 * falls; 0 where one of them does not change. Ties have the middle of their ranks, so it is Pearson's correlation of ranks.
 */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [ranksA, ranksB] = [ranksOf(a), ranksOf(b)];
  const mean = (a.length - 1) / 2;
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (const [index, rankA] of ranksA.entries()) {
    const [offA, offB] = [rankA - mean, (ranksB[index] ?? mean) - mean];
    both += offA * offB;
    squaresA += offA ** 2;
    squaresB += offB ** 2;
  }
  return both === 0 ? 0 : both / Math.sqrt(squaresA * squaresB);
}

function ranksOf(values: readonly number[]): readonly number[] {
  const order = [...values.keys()].toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = values.map(() => 0);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && valueAt(to) === valueAt(from)) to += 1;
    for (let place = from; place < to; place += 1) ranks[order[place] ?? 0] = (from + to - 1) / 2;
    from = to;
  }
  return ranks;

  function valueAt(place: number): number | undefined {
    return values[order[place] ?? 0];
  }
}

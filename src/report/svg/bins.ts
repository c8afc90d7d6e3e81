/** Counted values between two ends; `from` inclusive, `to` exclusive. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * Few wide bins in place of many fine ones. What lies across an edge is shared out by width, or fine and coarse edges
 * would beat against each other and make a comb. `fine` ascends and lies within the edges.
 */
export function coarseBins(fine: readonly Bin[], edges: readonly number[]): readonly Bin[] {
  const bins = edges
    .slice(0, -1)
    .map((from, index) => ({ from, to: edges[index + 1] ?? from, count: 0 }));
  let first = 0;
  for (const { from, to, count } of fine) {
    while (first < bins.length - 1 && (bins[first]?.to ?? from) <= from) first += 1;
    for (const bin of bins.slice(first)) {
      if (bin.from >= to) break;
      const isLast = bin.to === edges.at(-1);
      const end = isLast ? to : Math.min(to, bin.to);
      bin.count += (count * (end - Math.max(from, bin.from))) / (to - from);
    }
  }
  return bins;
}

/** The ends of `count` bins from `low` to `high`: of equal ratio where they span more than a decade, else of equal width. */
export function binEdges(low: number, high: number, count: number): readonly number[] {
  const isWide = low > 0 && high / low > 10;
  return Array.from({ length: count + 1 }, (_, index) => {
    const share = index / count;
    if (index === count) return high;
    return isWide ? low * (high / low) ** share : low + (high - low) * share;
  });
}

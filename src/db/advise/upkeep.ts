import type { HypotheticalIndex } from '../../postgres/what-if/what-if.ts';

/**
 * Milliseconds that one more index adds to writing a row, where all of it is in memory. Rough, and the same for everybody: it
 * tells kinds of indexes apart, and keeps those away that writes would pay more for than reads gain.
 */
const MS_PER_ROW: Readonly<Record<HypotheticalIndex['method'], number>> = {
  btree: 0.008,
  hash: 0.006,
  gist: 0.02,
  gin: 0.05,
  brin: 0.001,
};

/** Which share of the rows that are written a partial index has, is not known. */
const PARTIAL_SHARE = 0.5;

/** What an index costs the writes of a workload; `writes` are rows by table. */
export function upkeepMs(
  { method, table, where }: HypotheticalIndex,
  writes: ReadonlyMap<string, number>,
): number {
  const share = where === undefined ? 1 : PARTIAL_SHARE;
  return (writes.get(table) ?? 0) * MS_PER_ROW[method] * share;
}

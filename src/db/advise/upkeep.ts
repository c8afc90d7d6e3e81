import type { HypotheticalIndex } from '../../postgres/what-if/what-if.ts';

/** Milliseconds that one more index adds to writing one row, all in memory; measured in `bench/upkeep.ts`. */
const MS_PER_ROW: Readonly<Record<HypotheticalIndex['method'], number>> = {
  btree: 0.008,
  hash: 0.006,
  gist: 0.02,
  gin: 0.05,
  brin: 0.001,
};

/** What an index costs the writes of a workload; `writes` are rows by table. */
export function upkeepMs(
  { method, table, where, rows }: HypotheticalIndex,
  writes: ReadonlyMap<string, number>,
): number {
  const written = writes.get(table) ?? 0;
  // Rows that a partial index does not have cost it nothing; which share of the new ones that is, is not known.
  void rows;
  return written * MS_PER_ROW[method] * (where === undefined ? 1 : 0.5);
}

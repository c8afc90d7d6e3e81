import type { Random } from '../../base/random.ts';

/** Values for templates, a row for each iteration. Plain data: it crosses threads. */
export interface DataTable {
  readonly columns: readonly string[];
  /** As many texts in each as there are columns; at least one row. */
  readonly rows: readonly (readonly string[])[];
  /** `in turn`: each row to one iteration over all workers, from the start again after the last; `random`: by the seed. */
  readonly order: 'in turn' | 'random';
}

/** Hands out the index of the next row. */
export type NextRow = () => number;

/** The rows of one worker: `worker`, `worker + workers` and so on, or any. */
export function rowsOf(
  table: DataTable,
  { worker, workers, random }: { worker: number; workers: number; random: Random },
): NextRow {
  const { length } = table.rows;
  if (table.order === 'random') return () => Math.floor(random() * length);
  let next = worker % length;
  return () => {
    const row = next;
    next = (next + workers) % length;
    return row;
  };
}

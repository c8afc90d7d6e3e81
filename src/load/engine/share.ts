/** A worker's part of a whole: whole parts that differ by one at the most and add up. */
export function shareOf(total: number, worker: number, workers: number): number {
  return Math.floor(total / workers) + (worker < total % workers ? 1 : 0);
}

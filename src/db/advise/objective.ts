import type { WorkloadStatement } from '../workload/workload.ts';

/** A call that takes less is not felt: the way to the server and back takes longer. */
const FELT_MS = 0.2;

/**
 * What the choice of indexes makes small: the logarithm of the time of all statements, and the mean of the logarithms of
 * each, weighted by the time that it took. By the first alone, one report that nothing can make faster would hide all that is
 * left to gain for everything else; by the second alone, ten times faster would count the same for much and for little.
 */
export function objectiveFor(
  statements: readonly WorkloadStatement[],
): (costs: readonly number[], upkeepMs: number) => number {
  const allMs = statements.reduce((sum, { totalMs }) => sum + totalMs, 0);
  const beforeMs = Math.max(allMs, Number.MIN_VALUE);
  const unfeltMs = statements.reduce((sum, { calls }) => sum + calls * FELT_MS, 0);
  return (costs, upkeepMs) => {
    const totalMs = costs.reduce((sum, cost) => sum + cost, upkeepMs + unfeltMs);
    let each = 0;
    for (const [number, { calls, totalMs: ms }] of statements.entries()) {
      each += (ms / beforeMs) * Math.log((costs[number] ?? 0) / calls + FELT_MS);
    }
    return (Math.log(totalMs) + each) / 2;
  };
}

import type { WorkloadStatement } from '../workload/workload.ts';

/**
 * Time that a unit of the planner's cost takes where nothing was measured: pages in memory, of which the planner takes one
 * for a unit, are read in about this.
 */
const MS_PER_COST = 0.01;

/**
 * Gives times to statements that nobody measured, by the costs of their plans (one for each): at the rate of those that were
 * measured, where there are any. What matters for the choice of indexes are the proportions between them, and those are the
 * planner's.
 */
export function withTimes<Costed extends { readonly statement: WorkloadStatement }>(
  statements: readonly Costed[],
  costs: readonly number[],
): readonly Costed[] {
  let [measuredMs, measuredCost] = [0, 0];
  for (const [number, { statement }] of statements.entries()) {
    if (statement.areTimesKnown === false) continue;
    measuredMs += statement.totalMs;
    measuredCost += statement.calls * (costs[number] ?? 0);
  }
  const msPerCost = measuredMs > 0 && measuredCost > 0 ? measuredMs / measuredCost : MS_PER_COST;
  return statements.map((each, number) => {
    const { statement } = each;
    if (statement.areTimesKnown !== false) return each;
    const totalMs = statement.calls * (costs[number] ?? 0) * msPerCost;
    return { ...each, statement: { ...statement, totalMs } };
  });
}

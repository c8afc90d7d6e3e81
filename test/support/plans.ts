import type { PlanNode } from '../../src/postgres/what-if/plan.ts';

/** A node of a plan; what is not said costs one and returns one row. */
export function planNode(
  type: string,
  facts: Partial<PlanNode> = {},
  below: readonly PlanNode[] = [],
): PlanNode {
  return {
    'Node Type': type,
    'Startup Cost': 0,
    'Total Cost': 1,
    'Plan Rows': 1,
    'Plan Width': 8,
    ...facts,
    Plans: below,
  };
}

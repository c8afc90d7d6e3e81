import type { PlanNode } from '../../../postgres/what-if/plan.ts';

/** A node of a plan, with its place in it and its part of what it costs. */
export interface PlanStep {
  readonly node: PlanNode;
  readonly parent: PlanStep | undefined;
  readonly depth: number;
  /** How often it is run, as the planner expects. */
  readonly loops: number;
  /** Of the whole plan's cost, in all loops, with all that is below: 0 to 1. */
  readonly share: number;
  /** The same without what is below. */
  readonly ownShare: number;
}

/** All nodes of a plan, each before those below it. */
export function planSteps(plan: PlanNode): readonly PlanStep[] {
  const steps: PlanStep[] = [];
  const whole = Math.max(plan['Total Cost'], Number.MIN_VALUE);
  const visit = (node: PlanNode, place: Omit<PlanStep, 'node' | 'ownShare'>): void => {
    const children = costsBelow(node, place.share * whole);
    const below = children.reduce((sum, { cost }) => sum + cost, 0);
    const step: PlanStep = { ...place, node, ownShare: place.share - below / whole };
    steps.push(step);
    for (const { child, cost, repeats } of children) {
      visit(child, {
        parent: step,
        depth: place.depth + 1,
        loops: place.loops * repeats,
        share: cost / whole,
      });
    }
  };
  visit(plan, { parent: undefined, depth: 0, loops: 1, share: 1 });
  return steps;
}

interface CostBelow {
  readonly child: PlanNode;
  readonly cost: number;
  readonly repeats: number;
}

/**
 * EXPLAIN prints costs of one loop run to its end. No child costs more than is left of its parent: LIMIT ends it early, and what
 * is kept (Materialize, Memoize) costs less the second time.
 */
function costsBelow(node: PlanNode, cost: number): readonly CostBelow[] {
  const children = (node.Plans ?? []).map((child) => ({ child, repeats: repeatsOf(node, child) }));
  let left = cost;
  const costs = new Map<PlanNode, number>();
  for (const { child, repeats } of children.toSorted((a, b) => a.repeats - b.repeats)) {
    const own = Math.min(left, child['Total Cost'] * repeats);
    costs.set(child, own);
    left -= own;
  }
  return children.map(({ child, repeats }) => ({ child, repeats, cost: costs.get(child) ?? 0 }));
}

function repeatsOf(node: PlanNode, child: PlanNode): number {
  if (child['Parent Relationship'] === 'SubPlan') return Math.max(1, node['Plan Rows']);
  if (node['Node Type'] !== 'Nested Loop' || child['Parent Relationship'] !== 'Inner') return 1;
  const outer = node.Plans?.find((each) => each['Parent Relationship'] === 'Outer');
  return Math.max(1, outer?.['Plan Rows'] ?? 1);
}

import { withSeparators } from '../../../report/number.ts';
import type { PlanStep } from '../explain/plan-steps.ts';
import type { PlanRule } from './plan-rule.ts';
import { stepRows, tableOf } from './step-table.ts';

/** Rows looked at, over all loops: below this, it takes a fraction of a second. */
const VISITS_MIN = 1_000_000;
const COST_SHARE_MIN = 0.1;
/** These hand on what is below them. */
const passing: ReadonlySet<string> = new Set(['Materialize', 'Memoize', 'Subquery Scan', 'Gather']);

/** A nested loop that goes through a large inner side again for each row of the outer one. */
export const nestedLoop: PlanRule = {
  id: 'nested-loop',
  read: (plan) =>
    plan.steps.flatMap((step) => {
      const { node, share } = step;
      if (node['Node Type'] !== 'Nested Loop' || share < COST_SHARE_MIN) return [];
      const below = plan.steps.filter(({ parent }) => parent === step);
      const side = (name: string): PlanStep | undefined =>
        below.find((each) => each.node['Parent Relationship'] === name);
      const [outer, inner] = [side('Outer'), side('Inner')];
      const scan = inner && scanBelow(inner, plan.steps);
      const table = scan && tableOf(scan, plan);
      if (outer === undefined || inner === undefined || table === undefined) return [];
      const loops = stepRows(outer);
      // What is kept in between is only what the scan lets through.
      const isKept = inner.node['Node Type'] === 'Materialize';
      const rows = isKept ? inner.node['Plan Rows'] : table.rows;
      if (loops < 2 || rows * loops < VISITS_MIN) return [];
      return [
        {
          step,
          title: `goes through ${withSeparators(rows)} rows of ${table.id} again for each of about ${withSeparators(loops)} rows: ${withSeparators(rows * loops)} in all`,
          fix: `Join ${table.id} on columns that are compared with =, and that an index begins with; an OR or a function around them rules out all other ways to join.`,
        },
      ];
    }),
};

function scanBelow(step: PlanStep, steps: readonly PlanStep[]): PlanStep | undefined {
  if (step.node['Node Type'] === 'Seq Scan') return step;
  if (!passing.has(step.node['Node Type'])) return undefined;
  const child = steps.find(({ parent }) => parent === step);
  return child && scanBelow(child, steps);
}

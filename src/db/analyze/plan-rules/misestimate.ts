import { withSeparators } from '../../../report/number.ts';
import type { WorkloadStatement } from '../../workload/workload.ts';
import type { PlanStep } from '../explain/plan-steps.ts';
import type { PlanRule } from './plan-rule.ts';

/** The planner is content with less. */
const TIMES_MIN = 10;
/** Below this, one plan is as good as the other. */
const ROWS_MIN = 100;

/** A plan that expects many times more or fewer rows than the calls returned, so that it was chosen for the wrong reasons. */
export const misestimate: PlanRule = {
  id: 'misestimate',
  read: ({ steps, statement }) => {
    const step = counted(steps);
    const seen = step?.node['Actual Rows'] ?? rowsOfCall(statement);
    if (step === undefined || seen === undefined || cutsOff.test(statement.text)) return [];
    const expected = step.node['Plan Rows'];
    const [less, more] = [Math.min(expected, seen), Math.max(expected, seen)];
    if (more < ROWS_MIN || more < Math.max(less, 1) * TIMES_MIN) return [];
    const times = withSeparators(more / Math.max(less, 1));
    return [
      {
        step,
        title: `expects ${withSeparators(expected)} rows where a call has ${withSeparators(seen, seen < 10 ? 1 : 0)}: ${times} times ${expected < seen ? 'too few' : 'too many'}`,
        fix: 'Bring its statistics up to date (ANALYZE); where columns depend on each other, tell it: CREATE STATISTICS; where values are very uneven, raise the statistics target.',
      },
    ];
  },
};

function rowsOfCall({ rows, calls, areRowsKnown }: WorkloadStatement): number | undefined {
  return areRowsKnown === false || calls === 0 ? undefined : rows / calls;
}

/** How many rows come then is the caller's choice, and says nothing of the estimate. */
const cutsOff = /\b(?:LIMIT|OFFSET|FETCH)\b/i;

/** The step whose rows are those of a call: what a changing statement is fed with. */
function counted([root, below]: readonly PlanStep[]): PlanStep | undefined {
  return root?.node['Node Type'] === 'ModifyTable' ? below : root;
}

import type { ExplainedStatement, Explanation } from '../explain/explain-statements.ts';
import type { PlanStep } from '../explain/plan-steps.ts';
import { stepConditions, stepLabel } from './plan-words.ts';

/** Plans for programs: `plans` of schemas/analyze-1.json. No values of rows are in it. */
export function planDocument({
  origin,
  statements,
  unplanned,
}: Explanation): Readonly<Record<string, unknown>> {
  return {
    origin,
    statements: statements.map(statementDocument),
    unplanned: unplanned.map(({ statement, reason }) => ({
      id: statement.id,
      text: statement.text,
      reason,
    })),
  };
}

function statementDocument({
  statement,
  steps,
  remarks,
  execution,
}: ExplainedStatement): Readonly<Record<string, unknown>> {
  const refused = execution !== undefined && 'refused' in execution ? execution.refused : null;
  return {
    id: statement.id,
    text: statement.text,
    calls: statement.calls,
    total_ms: statement.totalMs,
    executed_ms: execution !== undefined && 'ms' in execution ? execution.ms : null,
    not_executed: refused,
    remarks: remarks.map(({ rule, title, fix, step }) => ({
      rule,
      title,
      fix,
      step: steps.indexOf(step),
    })),
    steps: steps.map(stepDocument),
  };
}

function stepDocument({ node, depth, ownShare }: PlanStep): Readonly<Record<string, unknown>> {
  return {
    depth,
    node: stepLabel(node),
    conditions: stepConditions(node),
    cost_share: ownShare,
    rows_expected: node['Plan Rows'],
    rows: node['Actual Rows'] ?? null,
    loops: node['Actual Loops'] ?? null,
    loop_ms: node['Actual Total Time'] ?? null,
  };
}

import type { PlanNode } from '../../../postgres/what-if/plan.ts';
import { ms, percent, withSeparators } from '../../../report/number.ts';
import type { Workload } from '../../workload/workload.ts';
import type { ExplainedStatement } from '../explain/explain-statements.ts';
import { withoutConstants } from '../explain/without-constants.ts';

/** `Index Scan using orders_pkey on public.orders`. */
export function stepLabel(node: PlanNode): string {
  const {
    'Node Type': type,
    'Index Name': index,
    'Relation Name': relation,
    Schema: schema,
  } = node;
  const strategy = node.Strategy === 'Hashed' ? 'Hashed ' : '';
  const parallel = node['Parallel Aware'] === true ? 'Parallel ' : '';
  const using = index === undefined ? '' : ` using ${index}`;
  const table = schema === undefined ? relation : `${schema}.${relation}`;
  const on = relation === undefined ? '' : ` on ${table}`;
  return `${parallel}${strategy}${node.Operation ?? type}${using}${on}`;
}

const conditionNames = [
  'Index Cond',
  'Recheck Cond',
  'Hash Cond',
  'Merge Cond',
  'Join Filter',
  'Filter',
] as const;

/** `Filter: (status = ?)`, each without values of rows. */
export function stepConditions(node: PlanNode): readonly string[] {
  return conditionNames.flatMap((name) => {
    const condition = node[name];
    return condition === undefined ? [] : [`${name}: ${withoutConstants(condition)}`];
  });
}

/** `34.8% of the time of all statements, 60 calls of 421 ms`. */
export function costWords({ statement }: ExplainedStatement, workload: Workload): string {
  const allMs = workload.statements.reduce((sum, { totalMs }) => sum + totalMs, 0);
  const calls = `${withSeparators(statement.calls)} calls`;
  if (allMs === 0) return calls;
  return `${percent(statement.totalMs / allMs)} of the time of all statements, ${calls} of ${ms(statement.totalMs / Math.max(1, statement.calls))} ms`;
}

/** `ran in 12.3 ms`, or why it was not run; undefined where nobody asked for it. */
export function executionWords({ execution }: ExplainedStatement): string | undefined {
  if (execution === undefined) return undefined;
  return 'refused' in execution ? `not run: ${execution.refused}` : `ran in ${ms(execution.ms)} ms`;
}

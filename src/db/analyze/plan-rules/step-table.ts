import type { TableKnowledge } from '../../advise/relation-use.ts';
import type { PlanStep } from '../explain/plan-steps.ts';
import type { ReadPlan } from './plan-rule.ts';

/** The table that a step scans, as far as anything is known of it. */
export function tableOf({ node }: PlanStep, { tables }: ReadPlan): TableKnowledge | undefined {
  const { Schema: schema, 'Relation Name': relation } = node;
  if (schema === undefined || relation === undefined) return undefined;
  for (const [id, table] of tables) {
    if (id.replaceAll('"', '') === `${schema}.${relation}`) return table;
  }
  return undefined;
}

/** Rows that a step returns in a loop: of a scan that several processes share, all of theirs together. */
export function stepRows(step: PlanStep): number {
  const { node } = step;
  if (node['Parallel Aware'] !== true) return node['Plan Rows'];
  let above = step.parent;
  while (above !== undefined && above.node['Workers Planned'] === undefined) above = above.parent;
  const workers = above?.node['Workers Planned'] ?? 0;
  // get_parallel_divisor() in costsize.c: the leader helps the less the more workers there are.
  return node['Plan Rows'] * (workers + Math.max(0, 1 - 0.3 * workers));
}

import { castOnColumn } from './cast-on-column.ts';
import { largeScan } from './large-scan.ts';
import { lossyScan } from './lossy-scan.ts';
import { misestimate } from './misestimate.ts';
import { nestedLoop } from './nested-loop.ts';
import type { PlanRemark, PlanRule, ReadPlan } from './plan-rule.ts';
import { workMemory } from './work-memory.ts';

const rules: readonly PlanRule[] = [
  castOnColumn,
  largeScan,
  nestedLoop,
  workMemory,
  lossyScan,
  misestimate,
];

/** All that stands out in a plan, the most expensive step first. */
export function planRemarks(plan: ReadPlan): readonly PlanRemark[] {
  return rules
    .flatMap((rule) => rule.read(plan).map((remark) => ({ ...remark, rule: rule.id })))
    .toSorted((a, b) => b.step.share - a.step.share);
}

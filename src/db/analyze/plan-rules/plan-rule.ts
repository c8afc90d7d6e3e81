import type { ExistingIndex } from '../../advise/existing.ts';
import type { ExpressionReader } from '../../advise/expression.ts';
import type { TableKnowledge } from '../../advise/relation-use.ts';
import type { WorkloadStatement } from '../../workload/workload.ts';
import type { PlanMemory } from '../explain/plan-memory.ts';
import type { PlanStep } from '../explain/plan-steps.ts';

/** A plan with what it takes to judge it. */
export interface ReadPlan {
  readonly statement: WorkloadStatement;
  readonly steps: readonly PlanStep[];
  readonly tables: ReadonlyMap<string, TableKnowledge>;
  readonly indexes: readonly ExistingIndex[];
  readonly memory: PlanMemory;
  readonly reader: ExpressionReader;
}

/** Something that stands out in a plan. */
export interface PlanRemark {
  readonly rule: string;
  readonly step: PlanStep;
  /** One sentence without its full stop; no values of rows. */
  readonly title: string;
  /** What to do, one sentence. */
  readonly fix: string;
}

/** One thing that a plan is read for. */
export interface PlanRule {
  readonly id: string;
  read(plan: ReadPlan): readonly Omit<PlanRemark, 'rule'>[];
}

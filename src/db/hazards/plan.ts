import type { Finding } from '../../base/finding.ts';
import type { ObservedStep, Step } from '../step.ts';
import { hazards } from './index.ts';
import { emptyKnowledge, type Knowledge } from './knowledge.ts';
import { parseStatement } from './parse.ts';
import type { TableSize } from './scope.ts';
import { walk } from './walk.ts';

export interface PlanContext {
  readonly major?: number | undefined;
  readonly knowledge?: Knowledge | undefined;
  readonly sizeOf?: ((table: string) => TableSize | undefined) | undefined;
}

/** The hazards of each step of a plan. What was observed of a step wins over what its text lets expect. */
export async function hazardsOf(
  steps: readonly (Step | ObservedStep)[],
  context: PlanContext,
): Promise<readonly (readonly Finding[])[]> {
  const statements = await Promise.all(steps.map(({ sql }) => parseStatement(sql)));
  const items = steps.map((step, at) => {
    const statement = statements[at];
    if (statement === undefined || !('acts' in statement)) {
      throw new Error(`A step of a plan is no SQL: ${statement?.message ?? ''} in ${step.sql}`);
    }
    return {
      statement,
      transaction: step.transactional ? step.transaction : undefined,
      observation: 'observation' in step ? step.observation : undefined,
      loses: step.loses,
    };
  });
  return walk(items, {
    hazards: hazards.filter(({ pedantic }) => pedantic !== true),
    major: context.major,
    knowledge: context.knowledge ?? emptyKnowledge(),
    sizeOf: context.sizeOf ?? (() => undefined),
    transactions: 'planned',
    resumable: true,
  });
}

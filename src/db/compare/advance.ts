import type { Catalog } from '../../postgres/catalog/catalog.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import type { Session } from '../../postgres/session.ts';
import { observeSteps } from '../prove/observe.ts';
import type { ObservedStep, Step } from '../step.ts';
import type { Backfill } from './backfill/backfill.ts';
import { columnsWithoutCast } from './casts.ts';
import { catalogDifferences } from './catalog-differences.ts';
import { renamesOf } from './same-but-name.ts';
import { planChanges } from './plan.ts';

/** What a plan came to when it was run. */
export interface Advance {
  readonly steps: readonly ObservedStep[];
  /** The schema that it led to, as it was read afterwards. */
  readonly reached: Catalog;
  /** Objects in which that is still not the target; none, where the plan is proven. */
  readonly left: readonly string[];
}

/** Effects of effects, such as rights that default privileges give to new tables, show only when a plan has run. */
const ROUNDS_MAX = 4;

/**
 * Plans, runs the plan, reads what it led to, and plans again for what is left. The steps together have then been seen to
 * lead from `source`, which the session's database must have, to what was reached. Throws `StepFailure`.
 */
export async function advance(
  session: Session,
  source: Catalog,
  target: Catalog,
  backfills: ReadonlyMap<string, Backfill> = new Map(),
): Promise<Advance> {
  const steps: ObservedStep[] = [...(await observeSteps(session, renamesOf(source, target)))];
  let reached = steps.length === 0 ? source : await readCatalog(session);
  let left = catalogDifferences(reached, target);
  for (let round = 0; round < ROUNDS_MAX && left.length > 0; round += 1) {
    const textCasts = await columnsWithoutCast(session, reached, target);
    const firstTransaction = (steps.at(-1)?.transaction ?? -1) + 1;
    const plan: readonly Step[] = planChanges(reached, target, {
      textCasts,
      firstTransaction,
      // The first plan has filled them.
      ...(round === 0 ? { backfills } : {}),
    });
    if (plan.length === 0) break;
    steps.push(...(await observeSteps(session, plan)));
    reached = await readCatalog(session);
    left = catalogDifferences(reached, target);
  }
  return { steps, reached, left };
}

import type { Catalog } from '../../postgres/catalog/catalog.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import type { Session } from '../../postgres/session.ts';
import type { Step } from '../step.ts';
import { runSteps } from '../prove/run-steps.ts';
import { catalogDifferences } from './catalog-differences.ts';
import { planChanges } from './plan.ts';

/** Effects of effects, such as rights that default privileges give, show only when a plan has run. */
const ROUNDS_MAX = 4;

/**
 * Makes a schema in an empty database, or in one that `holds` another, and returns what came of it; `catalogDifferences`
 * says whether that is the same. Roles must be there. Throws `StepFailure`.
 */
export async function buildSchema(
  session: Session,
  schema: Catalog,
  holds?: Catalog,
): Promise<Catalog> {
  let reached = holds ?? (await readCatalog(session));
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    if (catalogDifferences(reached, schema).length === 0) break;
    const steps: readonly Step[] = planChanges(reached, schema);
    if (steps.length === 0) break;
    await runSteps(session, steps);
    reached = await readCatalog(session);
  }
  return reached;
}

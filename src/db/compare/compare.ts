import type { Catalog } from '../../postgres/catalog/catalog.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import type { ObservedStep } from '../step.ts';
import { advance } from './advance.ts';
import type { BackfillRequest } from './backfill/backfill.ts';
import { findBackfills } from './backfill/find-backfills.ts';
import { catalogDifferences } from './catalog-differences.ts';
import { differencesBetween, readTarget } from './read-target.ts';
import { renameAll, renameFirst, type RenameRequest } from './rename-first.ts';
import { rolesOf } from './roles.ts';
import type { SchemaSource } from './schema-source.ts';
import { startAt } from './start.ts';

export interface CompareRequest extends RenameRequest {
  readonly source: SchemaSource;
  readonly target: SchemaSource;
  readonly shadow: Shadow;
  /** Columns whose rows get their values in batches. */
  readonly backfills?: readonly BackfillRequest[];
}

export interface Comparison {
  readonly source: Catalog;
  readonly target: Catalog;
  /** The source after the renames that were asked for: what the rest of the migration starts from. */
  readonly start: Catalog;
  readonly equal: boolean;
  /** Turns the source into the target; seen to do so on the shadow. */
  readonly migration: readonly ObservedStep[];
  /** Turns the target back into the source; seen to do so after the migration. */
  readonly rollback: readonly ObservedStep[];
  /** Ids of what could not be shown, in four respects; none of them holds anything where all is proven. */
  readonly unproven: {
    /** The shadow does not look like the source in these. */
    readonly source: readonly string[];
    /** The shadow, of another major version, could not be given these of the target. */
    readonly target: readonly string[];
    readonly migration: readonly string[];
    readonly rollback: readonly string[];
  };
}

/**
 * Compares two schemas, and proves the way there and back on a shadow before anybody sees it. Throws `StepFailure` where
 * the server refuses a step, and what loading a schema throws.
 */
export async function compareSchemas(request: CompareRequest): Promise<Comparison> {
  const { shadow } = request;
  await using wanted = await shadow.createDatabase();
  const { target, holds, lost } = await readTarget(request, wanted.session);
  await using start = await startAt(request.source, { database: wanted, holds }, shadow);
  const { session, source, built } = start;
  const missing = differencesBetween(source, built);
  const [seen, unseen] =
    source.major === built.major ? [source, lost] : [built, [...missing, ...lost]];
  await shadow.ensureRoles(rolesOf(target));
  const renaming = await renameFirst(session, { source: built, target }, request);
  const backfills = findBackfills(renaming.reached, target, request.backfills ?? []);
  const up = await advance(session, renaming.reached, target, backfills);
  const back = await renameAll(session, up.reached, renaming.back);
  const down = await advance(session, back.reached, built);
  return {
    source,
    target,
    start: renaming.reached,
    equal: catalogDifferences(seen, target).length + unseen.length === 0,
    migration: joined(renaming.steps, up.steps),
    rollback: joined(back.steps, down.steps),
    unproven: { source: missing, target: lost, migration: up.left, rollback: down.left },
  };
}

/** Both number their transactions from zero. */
function joined(
  first: readonly ObservedStep[],
  second: readonly ObservedStep[],
): readonly ObservedStep[] {
  if (first.length === 0) return second;
  return [...first, ...second.map((step) => ({ ...step, transaction: step.transaction + 1 }))];
}

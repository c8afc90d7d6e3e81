import type { Catalog } from '../../postgres/catalog/catalog.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import type { Session } from '../../postgres/session.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import { observeSteps } from '../prove/observe.ts';
import type { ObservedStep } from '../step.ts';
import { advance } from './advance.ts';
import { catalogDifferences } from './catalog-differences.ts';
import { type Rename, renameSteps, takenBack } from './renames.ts';
import { rolesOf } from './roles.ts';
import type { SchemaSource } from './schema-source.ts';
import { startAt } from './start.ts';

export interface CompareRequest {
  readonly source: SchemaSource;
  readonly target: SchemaSource;
  readonly shadow: Shadow;
  readonly renames?: readonly Rename[];
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
  /** Ids of what could not be shown, in three respects; none of them holds anything where all is proven. */
  readonly unproven: {
    /** The shadow does not look like the source in these. */
    readonly source: readonly string[];
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
  const target = await readSource(request.target, wanted.session, shadow);
  const holds = 'load' in request.target ? target : undefined;
  await using start = await startAt(request.source, { database: wanted, holds }, shadow);
  const { session, source, built } = start;
  const missing = catalogDifferences(source, built);
  await shadow.ensureRoles(rolesOf(target));
  const renaming = await rename(session, built, request.renames ?? []);
  const up = await advance(session, renaming.reached, target);
  const back = await rename(session, up.reached, renaming.back);
  const down = await advance(session, back.reached, built);
  return {
    source,
    target,
    start: renaming.reached,
    equal: catalogDifferences(source, target).length === 0,
    migration: joined(renaming.steps, up.steps),
    rollback: joined(back.steps, down.steps),
    unproven: { source: missing, migration: up.left, rollback: down.left },
  };
}

async function readSource(
  source: SchemaSource,
  session: Session,
  shadow: Shadow,
): Promise<Catalog> {
  if ('catalog' in source) return source.catalog;
  await source.load(session, (names) => shadow.ensureRoles(names));
  return await readCatalog(session);
}

/** What is only renamed is renamed first; PostgreSQL then tells how all else looks after that. */
async function rename(
  session: Session,
  source: Catalog,
  renames: readonly Rename[],
): Promise<{
  readonly steps: readonly ObservedStep[];
  readonly reached: Catalog;
  readonly back: readonly Rename[];
}> {
  const steps = await observeSteps(session, renameSteps(source, renames));
  const back = renames.map(takenBack).toReversed();
  return { steps, back, reached: steps.length === 0 ? source : await readCatalog(session) };
}

/** Both number their transactions from zero. */
function joined(
  first: readonly ObservedStep[],
  second: readonly ObservedStep[],
): readonly ObservedStep[] {
  if (first.length === 0) return second;
  return [...first, ...second.map((step) => ({ ...step, transaction: step.transaction + 1 }))];
}

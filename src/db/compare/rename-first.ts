import type { Catalog } from '../../postgres/catalog/catalog.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import type { Session } from '../../postgres/session.ts';
import { observeSteps } from '../prove/observe.ts';
import type { ObservedStep } from '../step.ts';
import { type RenameCandidate, renameCandidates } from './rename-candidates.ts';
import { type Rename, renameSteps, takenBack } from './renames.ts';

/** Things that were given other names, and what came of it. */
export interface Renaming {
  readonly steps: readonly ObservedStep[];
  readonly reached: Catalog;
  /** The renames that take these back. */
  readonly back: readonly Rename[];
}

export interface RenameRequest {
  readonly renames?: readonly Rename[];
  /** Whether what goes and what comes are one and the same: for a person to say. */
  readonly confirmRename?: (candidate: RenameCandidate) => Promise<boolean>;
}

/**
 * What is only renamed is renamed first, as far as that was said or is confirmed; PostgreSQL then tells how all else looks
 * after that.
 */
export async function renameFirst(
  session: Session,
  schemas: { readonly source: Catalog; readonly target: Catalog },
  { renames = [], confirmRename }: RenameRequest,
): Promise<Renaming> {
  const said = await renameAll(session, schemas.source, renames);
  if (confirmRename === undefined) return said;
  const confirmed: Rename[] = [];
  for (const candidate of renameCandidates(said.reached, schemas.target)) {
    if (await confirmRename(candidate)) confirmed.push(candidate);
  }
  const asked = await renameAll(session, said.reached, confirmed);
  return {
    steps: [...said.steps, ...asked.steps],
    reached: asked.reached,
    back: [...asked.back, ...said.back],
  };
}

export async function renameAll(
  session: Session,
  source: Catalog,
  renames: readonly Rename[],
): Promise<Renaming> {
  const steps = await observeSteps(session, renameSteps(source, renames));
  const back = renames.map(takenBack).toReversed();
  return { steps, back, reached: steps.length === 0 ? source : await readCatalog(session) };
}

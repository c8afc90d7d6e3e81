import type { Finding } from '../../base/finding.ts';
import type { Comparison } from '../../db/compare/compare.ts';
import {
  type BackfillCandidate,
  backfillCandidates,
} from '../../db/compare/backfill/backfill-candidates.ts';
import { type RenameCandidate, renameCandidates } from '../../db/compare/rename-candidates.ts';
import { hazardsOf, type PlanContext } from '../../db/hazards/plan.ts';
import type { LockMode, ObservedStep } from '../../db/step.ts';
import { lockModes } from '../../db/step.ts';
import { installCommand } from '../../postgres/shadow/embedded/packages.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import { backfillNotes, candidateNote } from './backfill-notes.ts';
import type { NamedSchema } from './schemas.ts';

export interface ReportedStep {
  readonly step: ObservedStep;
  /** The strongest lock on a table that was there before. */
  readonly lock: LockMode | undefined;
  readonly hazards: readonly Finding[];
}

/** A comparison, judged. */
export interface CompareReport {
  readonly equal: boolean;
  readonly source: string;
  readonly target: string;
  readonly shadow: string;
  readonly migration: readonly ReportedStep[];
  readonly rollback: readonly ReportedStep[];
  /** Kinds that were not compared. */
  readonly unsupported: readonly string[];
  readonly unproven: Comparison['unproven'];
  /** What may only have another name. */
  readonly renames: readonly RenameCandidate[];
  /** New columns that could be filled in batches, and are not. */
  readonly backfillCandidates: readonly BackfillCandidate[];
  /** What whoever applies the migration has to know, a sentence each; they stand in the file as well. */
  readonly cautions: readonly string[];
  /** What else there is to say, a sentence each. */
  readonly notes: readonly string[];
  /** What makes the answer less than certain, a sentence each. */
  readonly doubts: readonly string[];
}

/** What a comparison was made of. */
export interface Compared {
  readonly comparison: Comparison;
  readonly source: NamedSchema;
  readonly target: NamedSchema;
  readonly shadow: Pick<Shadow, 'name' | 'major'>;
  /** The version that the migration is for. */
  readonly major: number;
}

export async function compareReport(compared: Compared): Promise<CompareReport> {
  const { comparison, source, target, shadow, major } = compared;
  const unsupported = [
    ...new Set([
      ...Object.keys(comparison.source.unsupported),
      ...Object.keys(comparison.target.unsupported),
    ]),
  ].toSorted();
  const sizes = await source.sizes;
  const judge = (steps: readonly ObservedStep[]): Promise<readonly ReportedStep[]> =>
    judged(steps, { major, sizeOf: (table) => sizes.get(table) });
  const { start, target: wanted, migration } = comparison;
  const candidates = backfillCandidates(start, wanted, migration);
  const cautions = backfillNotes(migration, wanted);
  return {
    equal: comparison.equal,
    source: source.name,
    target: target.name,
    shadow: shadow.name,
    migration: await judge(migration),
    rollback: await judge(comparison.rollback),
    unsupported,
    unproven: comparison.unproven,
    renames: renameCandidates(start, wanted),
    backfillCandidates: candidates,
    cautions,
    notes: [...cautions, ...candidates.map(candidateNote)],
    doubts: doubtsOf(compared, unsupported),
  };
}

async function judged(
  steps: readonly ObservedStep[],
  context: PlanContext,
): Promise<readonly ReportedStep[]> {
  const hazards = await hazardsOf(steps, context);
  return steps.map((step, place) => ({
    step,
    lock: strongest(step),
    hazards: hazards[place] ?? [],
  }));
}

function strongest({ observation }: ObservedStep): LockMode | undefined {
  const ranks = observation.locks.map(({ mode }) => lockModes.indexOf(mode));
  return ranks.length === 0 ? undefined : lockModes[Math.max(...ranks)];
}

const SHOWN_MAX = 5;

function doubtsOf(
  { comparison: { unproven }, shadow, major }: Compared,
  unsupported: readonly string[],
): readonly string[] {
  const unlikely = `Proven on PostgreSQL ${shadow.major}, and meant for ${major}, where it may be otherwise; this installs one: ${installCommand(major)}`;
  const doubts: readonly (readonly [ids: readonly string[], meaning: string])[] = [
    [unsupported, 'Not compared, because this version cannot'],
    [unproven.source, 'Not proven for what the shadow could not be given'],
    [unproven.target, `Not part of the target, because PostgreSQL ${shadow.major} did not make it`],
    [unproven.migration, 'Still different after the migration'],
    [unproven.rollback, 'Not back after the rollback'],
  ];
  return [
    ...(shadow.major === major ? [] : [unlikely]),
    ...doubts.flatMap(([ids, meaning]) => (ids.length === 0 ? [] : [`${meaning}: ${list(ids)}.`])),
  ];
}

function list(ids: readonly string[]): string {
  const rest = ids.length - SHOWN_MAX;
  return `${ids.slice(0, SHOWN_MAX).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

import type { Finding } from '../../base/finding.ts';
import type { Comparison } from '../../db/compare/compare.ts';
import { renameCandidates } from '../../db/compare/rename-candidates.ts';
import type { Rename } from '../../db/compare/renames.ts';
import { hazardsOf } from '../../db/hazards/plan.ts';
import type { LockMode, ObservedStep } from '../../db/step.ts';
import { lockModes } from '../../db/step.ts';
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
  readonly renames: readonly Rename[];
  /** What makes the answer less than certain, a sentence each. */
  readonly doubts: readonly string[];
}

interface Compared {
  readonly comparison: Comparison;
  readonly source: NamedSchema;
  readonly target: NamedSchema;
  readonly shadowName: string;
}

export async function compareReport(compared: Compared): Promise<CompareReport> {
  const { comparison, source, target, shadowName } = compared;
  const unsupported = [
    ...new Set([
      ...Object.keys(comparison.source.unsupported),
      ...Object.keys(comparison.target.unsupported),
    ]),
  ].toSorted();
  const judge = (steps: readonly ObservedStep[]): Promise<readonly ReportedStep[]> =>
    judged(steps, source);
  return {
    equal: comparison.equal,
    source: source.name,
    target: target.name,
    shadow: shadowName,
    migration: await judge(comparison.migration),
    rollback: await judge(comparison.rollback),
    unsupported,
    unproven: comparison.unproven,
    renames: renameCandidates(comparison.start, comparison.target),
    doubts: doubtsOf(comparison, unsupported),
  };
}

async function judged(
  steps: readonly ObservedStep[],
  { major, sizes }: NamedSchema,
): Promise<readonly ReportedStep[]> {
  const hazards = await hazardsOf(steps, { major, sizeOf: (table) => sizes.get(table) });
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

function doubtsOf({ unproven }: Comparison, unsupported: readonly string[]): readonly string[] {
  return [
    ...(unsupported.length === 0
      ? []
      : [`Not compared, because this version cannot: ${list(unsupported)}.`]),
    ...(unproven.source.length === 0
      ? []
      : [`Not proven for what the shadow could not be given: ${list(unproven.source)}.`]),
    ...(unproven.migration.length === 0
      ? []
      : [`Still different after the migration: ${list(unproven.migration)}.`]),
    ...(unproven.rollback.length === 0
      ? []
      : [`Not back after the rollback: ${list(unproven.rollback)}.`]),
  ];
}

function list(ids: readonly string[]): string {
  const rest = ids.length - SHOWN_MAX;
  return `${ids.slice(0, SHOWN_MAX).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

import type { Finding } from '../../base/finding.ts';
import type { MigrationFiles } from './compare-files.ts';
import type { CompareReport, ReportedStep } from './compare-report.ts';

/** What `trivet db compare --json` prints; `schemas/compare-1.json` describes it. */
export function compareDocument(
  report: CompareReport,
  files: MigrationFiles | undefined,
): Readonly<Record<string, unknown>> {
  return {
    schema: 'trivet.compare/1',
    equal: report.equal,
    source: report.source,
    target: report.target,
    files: {
      migration: files?.migration.name ?? null,
      rollback: files?.rollback.name ?? null,
    },
    steps: report.migration.map(stepDocument),
    rollback_steps: report.rollback.map(stepDocument),
    hazards: report.migration.flatMap(({ hazards }, place) =>
      hazards.map((hazard) => ({ step: place + 1, ...hazardDocument(hazard) })),
    ),
    rename_candidates: report.renames.map(({ from, to }) => ({ from, to })),
    backfill_candidates: report.backfillCandidates,
    unsupported: report.unsupported,
    proof: {
      shadow: report.shadow,
      proven: report.doubts.length === 0,
      doubts: report.doubts,
      unproven: report.unproven,
    },
  };
}

function stepDocument({ step, lock, hazards }: ReportedStep): Readonly<Record<string, unknown>> {
  return {
    sql: step.sql,
    transactional: step.transactional,
    transaction: step.transaction,
    lock: lock ?? null,
    locks: step.observation.locks,
    rewritten: step.observation.rewritten,
    scanned: step.observation.scanned,
    loses: step.loses ?? null,
    fills: step.fills ?? null,
    hazards: hazards.map(({ id }) => id),
  };
}

function hazardDocument({ id, severity, title, fix }: Finding): Readonly<Record<string, unknown>> {
  return { id, severity, title, fix: fix ?? null };
}

import type { Finding } from '../../base/finding.ts';
import type { Step } from '../../db/step.ts';
import type { Style } from '../../report/style.ts';
import { counted } from '../../report/text.ts';
import type { MigrationFiles } from './compare-files.ts';
import type { CompareReport, ReportedStep } from './compare-report.ts';

/** For people. */
export function compareText(
  report: CompareReport,
  files: MigrationFiles | undefined,
  style: Style,
): string {
  if (report.equal) return `No changes: ${report.source} is what ${report.target} says.\n`;
  const { migration, shadow, doubts } = report;
  const lines = [
    style('bold', '=== Schema Comparison ==='),
    `Source: ${report.source}`,
    `Target: ${report.target}`,
    '',
    style('bold', `CHANGES (${counted(migration.length, 'step')}):`),
    ...migration.flatMap((step, place) => stepLines(step, place, style)),
    '',
    doubts.length === 0
      ? `${style('green', 'Proven')} on ${shadow}: there and back.`
      : `${style('yellow', 'Not all of this is proven')} (${shadow}); see the warnings.`,
    ...(files === undefined
      ? ['Nothing was written; --output DIR writes the migration and its rollback.']
      : [
          `Generated migration: ${files.migration.name}`,
          `Generated rollback: ${files.rollback.name}`,
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

function stepLines(
  { step, lock, hazards }: ReportedStep,
  place: number,
  style: Style,
): readonly string[] {
  const [first = '', ...rest] = shownSql(step).split('\n');
  const mark = step.transactional ? '' : style('dim', '  (outside of a transaction)');
  return [
    `  ${place + 1}. ${first}${mark}`,
    ...rest.map((line) => `     ${line}`),
    ...(lock === undefined ? [] : [style('dim', `     lock: ${lock}`)]),
    ...hazards
      .filter(({ severity }) => severity !== 'info')
      .map(
        ({ id, severity, title }) =>
          `     ${style(severity === 'error' ? 'red' : 'yellow', id)}: ${title}`,
      ),
  ];
}

/** A block that fills a column is a page long, and always the same. */
function shownSql({ sql, fills }: Step): string {
  return fills === undefined ? sql : `DO … (fills ${fills} in batches)`;
}

/** For programs: schemas/compare-1.json. */
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

import type { Step } from '../../db/step.ts';
import type { Style } from '../../report/style.ts';
import { counted } from '../../report/text.ts';
import type { MigrationFiles } from './compare-files.ts';
import type { CompareReport, ReportedStep } from './compare-report.ts';

export interface CompareTextOptions {
  readonly style: Style;
  /** Every step in full, however many there are. */
  readonly verbose: boolean;
  /** Whether it was only to be found out if there is a difference. */
  readonly check: boolean;
}

/** As many steps are shown in full; of more, a line each, and their hazards together. */
const FULL_STEPS_MAX = 20;

/** What `trivet db compare` says to people. */
export function compareText(
  report: CompareReport,
  files: MigrationFiles | undefined,
  options: CompareTextOptions,
): string {
  if (report.equal) return `No changes: ${report.source} is what ${report.target} says.\n`;
  const { migration, shadow, doubts } = report;
  const { style, verbose } = options;
  const isFull = verbose || migration.length <= FULL_STEPS_MAX;
  const lines = [
    style('bold', '=== Schema Comparison ==='),
    `Source: ${report.source}`,
    `Target: ${report.target}`,
    '',
    style('bold', `CHANGES (${counted(migration.length, 'step')}):`),
    ...migration.flatMap((step, place) => stepLines(step, place, { style, isFull })),
    ...(isFull ? [] : ['  (--verbose shows whole statements and their locks)']),
    ...hazardLines(migration, style),
    '',
    doubts.length === 0
      ? `${style('green', 'Proven')} on ${shadow}: there and back.`
      : `${style('yellow', 'Not all of this is proven')} (${shadow}); see the warnings.`,
    ...endLines(files, options),
  ];
  return `${lines.join('\n')}\n`;
}

function stepLines(
  { step, lock, hazards }: ReportedStep,
  place: number,
  { style, isFull }: { readonly style: Style; readonly isFull: boolean },
): readonly string[] {
  const [first = '', ...rest] = shownSql(step).split('\n');
  const mark = step.transactional ? '' : style('dim', '  (outside of a transaction)');
  if (!isFull) return [`  ${place + 1}. ${first}${rest.length > 0 ? ' …' : ''}${mark}`];
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

const SHOWN_STEPS_MAX = 10;

/** Each hazard with its steps, what stops a run first, so that nobody has to look through all steps for it. */
function hazardLines(migration: readonly ReportedStep[], style: Style): readonly string[] {
  const places = new Map<string, number[]>();
  const severities = ['error', 'warning'] as const;
  for (const severity of severities) {
    for (const [place, { hazards }] of migration.entries()) {
      for (const { id } of hazards.filter((hazard) => hazard.severity === severity)) {
        const known = places.get(id);
        if (known === undefined) places.set(id, [place + 1]);
        else if (known.at(-1) !== place + 1) known.push(place + 1);
      }
    }
  }
  if (places.size === 0) return [];
  const [first = ''] = places.keys();
  return [
    '',
    style('bold', 'HAZARDS:'),
    ...[...places].map(([id, steps]) => `  ${id}: ${stepList(steps)}`),
    `  "trivet explain ${first}" says what that means.`,
    ...(places.has('data-loss')
      ? ['  "trivet db migrate" refuses the loss of data without --allow data-loss.']
      : []),
  ];
}

function stepList(steps: readonly number[]): string {
  const more = steps.length - SHOWN_STEPS_MAX;
  const shown = steps.slice(0, SHOWN_STEPS_MAX).join(', ');
  return `step${steps.length > 1 ? 's' : ''} ${shown}${more > 0 ? ` and ${more} more` : ''}`;
}

function endLines(
  files: MigrationFiles | undefined,
  { check }: CompareTextOptions,
): readonly string[] {
  if (files !== undefined) {
    return [
      `Generated migration: ${files.migration.name}`,
      `Generated rollback: ${files.rollback.name}`,
    ];
  }
  return check ? [] : ['Nothing was written; --output DIR writes the migration and its rollback.'];
}

import { bytesText } from '../../base/bytes.ts';
import { printableLine } from '../../base/printable.ts';
import { redact } from '../../base/secrets.ts';
import type { Advice, AdvisedIndex, StatementGain } from '../../db/advise/advise.ts';
import { timesOf, type Workload } from '../../db/workload/workload.ts';
import { candidateSql } from '../../postgres/what-if/candidate.ts';
import { ms, percent, withSeparators } from '../../report/number.ts';
import type { Style } from '../../report/style.ts';
import { counted } from '../../report/text.ts';
import type { AdviceReport } from './advice-files.ts';
import type { MigrationFiles } from './compare-files.ts';

export interface ReportedAdvice {
  readonly advice: Advice;
  readonly workload: Workload;
  readonly database: string;
  /** The migration, proven; there is none where nothing is advised. */
  readonly report: AdviceReport | undefined;
  readonly files: MigrationFiles | undefined;
}

const STATEMENT_CHARACTERS = 90;
const SHOWN_STATEMENTS = 3;

/** For people. */
export function adviceText(reported: ReportedAdvice, style: Style): string {
  const { advice, workload, database, report, files } = reported;
  const { beforeMs, afterMs, bytes } = totals(advice);
  const calls = sum(advice.statements.map(({ statement }) => statement.calls));
  const lines = [
    style('bold', '=== Index Advice ==='),
    `Database: ${redact(database)}`,
    `Workload: ${workload.source}, ${counted(advice.statements.length, 'statement')}, ${withSeparators(calls)} calls, ${seconds(beforeMs)}`,
    '',
  ];
  if (advice.indexes.length === 0) {
    lines.push(
      'No index would help: none of those considered makes this workload faster enough for its room.',
    );
  } else {
    lines.push(
      style('bold', `INDEXES (${advice.indexes.length}, ${bytesText(bytes)}):`),
      ...advice.indexes.flatMap((index, place) => indexLines(index, place, beforeMs, style)),
      '',
      ...replacedLines(advice, style),
      `All together: ${seconds(beforeMs)} would become ${seconds(afterMs)}.`,
    );
  }
  lines.push(
    style('dim', timesNote(reported)),
    ...notes(reported).map((note) => style('dim', note)),
  );
  if (files !== undefined) {
    lines.push(
      '',
      `Generated migration: ${files.migration.name}`,
      `Generated rollback: ${files.rollback.name}`,
    );
  } else if (report !== undefined) {
    lines.push('', 'Nothing was written; --output DIR writes these indexes as a migration.');
  }
  return `${lines.join('\n')}\n`;
}

function indexLines(
  { index, gainMs, statements }: AdvisedIndex,
  place: number,
  beforeMs: number,
  style: Style,
): readonly string[] {
  const shown = statements.toSorted((a, b) => savedMs(b) - savedMs(a)).slice(0, SHOWN_STATEMENTS);
  const rest = statements.length - shown.length;
  return [
    `  ${place + 1}. CREATE INDEX ${candidateSql(index)}`,
    `     saves ${seconds(gainMs)} (${percent(Math.min(1, gainMs / beforeMs))}), takes ${bytesText(index.bytes)}`,
    ...shown.map(
      (gain) =>
        `     ${ms(gain.meanMsBefore)} ms → ${ms(gain.meanMsAfter)} ms × ${withSeparators(gain.statement.calls)}: ${style('dim', printableLine(gain.statement.text, STATEMENT_CHARACTERS))}`,
    ),
    ...(rest > 0 ? [style('dim', `     and ${counted(rest, 'more statement')}`)] : []),
  ];
}

function replacedLines({ replaced }: Advice, style: Style): readonly string[] {
  if (replaced.length === 0) return [];
  return [
    style('bold', `NO LONGER NEEDED (${replaced.length}):`),
    ...replaced.map(
      ({ index, by }) =>
        `  ${index.name} gives back ${bytesText(index.bytes)}: the new one on (${by.keys.join(', ')}) does all that it does`,
    ),
    '',
  ];
}

function savedMs({ statement, meanMsBefore, meanMsAfter }: StatementGain): number {
  return statement.calls * (meanMsBefore - meanMsAfter);
}

function notes({ advice, workload }: ReportedAdvice): readonly string[] {
  const { unplanned, outdated } = advice;
  const old = `${counted(outdated.length, 'statement')} mostly ran before an index was made that they use now, and had no say: pg_stat_statements_reset() would forget their old times.`;
  const unread = `${counted(unplanned.length, 'statement')} could not be planned and had no say (--json lists them).`;
  return [
    ...workload.notes,
    ...(unplanned.length === 0 ? [] : [unread]),
    ...(outdated.length === 0 ? [] : [old]),
  ];
}

/** Where the times come from. */
function timesNote({ advice, workload }: ReportedAdvice): string {
  const after = `those after are ${advice.origin}, scaled by its costs.`;
  const times = timesOf(workload);
  if (times === 'estimated') return `All times are costs, ${advice.origin}.`;
  return times === 'measured'
    ? `Times before are measured; ${after}`
    : `Times before are measured where the workload has them, and costs at the same rate where not; ${after}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function totals({ statements, indexes }: Advice): {
  readonly beforeMs: number;
  readonly afterMs: number;
  readonly bytes: number;
} {
  return {
    beforeMs: sum(statements.map(({ statement }) => statement.totalMs)),
    afterMs: sum(statements.map(({ statement, meanMsAfter }) => statement.calls * meanMsAfter)),
    bytes: sum(indexes.map(({ index }) => index.bytes)),
  };
}

function seconds(valueMs: number): string {
  return valueMs >= 1000 ? `${withSeparators(valueMs / 1000, 1)} s` : `${ms(valueMs)} ms`;
}

/** For programs: schemas/advice-1.json. */
export function adviceDocument(reported: ReportedAdvice): Readonly<Record<string, unknown>> {
  const { advice, workload, report, files } = reported;
  const { beforeMs, afterMs, bytes } = totals(advice);
  return {
    schema: 'trivet.advice/1',
    workload: { source: workload.source, notes: workload.notes },
    origin: advice.origin,
    before_ms: beforeMs,
    after_ms: afterMs,
    bytes,
    files: { migration: files?.migration.name ?? null, rollback: files?.rollback.name ?? null },
    indexes: advice.indexes.map((index, place) => ({
      ...adviceIndexDocument(index),
      name: report?.names[place] ?? null,
    })),
    replaced: advice.replaced.map(({ index, by }) => ({
      index: index.name,
      bytes: index.bytes,
      by: `CREATE INDEX ${candidateSql(by)}`,
    })),
    statements: advice.statements.map(statementDocument),
    unplanned: advice.unplanned.map(({ statement, reason }) => ({
      id: statement.id,
      text: statement.text,
      reason,
    })),
    outdated: advice.outdated.map(({ id }) => id),
    steps: (report?.migration.migration ?? []).map(({ step, hazards }) => ({
      sql: step.sql,
      transactional: step.transactional,
      hazards: hazards.map(({ id }) => id),
    })),
    considered: advice.considered,
    plannings: advice.plannings,
  };
}

export function adviceIndexDocument({
  index,
  gainMs,
  statements,
}: AdvisedIndex): Readonly<Record<string, unknown>> {
  return {
    table: index.table,
    sql: `CREATE INDEX ${candidateSql(index)}`,
    method: index.method,
    bytes: index.bytes,
    rows: index.rows,
    gain_ms: gainMs,
    statements: statements.map(statementDocument),
  };
}

function statementDocument(gain: StatementGain): Readonly<Record<string, unknown>> {
  const { statement, meanMsBefore, meanMsAfter } = gain;
  const { id, text, calls } = statement;
  return { id, text, calls, mean_ms_before: meanMsBefore, mean_ms_after: meanMsAfter };
}

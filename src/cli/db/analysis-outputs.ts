import { durationText } from '../../base/duration.ts';
import { printableLine } from '../../base/printable.ts';
import { bytesText } from '../../base/bytes.ts';
import { redact } from '../../base/secrets.ts';
import type { Analysis, AnalysisFinding } from '../../db/analyze/analyze.ts';
import type { BaselineComparison } from '../../db/analyze/baseline/against-baseline.ts';
import type { SlowerStatement } from '../../db/analyze/history/slower.ts';
import type { AnalysisReport } from '../../db/analyze/report/analysis-report.ts';
import { baselineWords } from '../../db/analyze/report/baseline-words.ts';
import { findingGroups } from '../../db/analyze/report/groups.ts';
import { indexTimes } from '../../db/analyze/report/index-times.ts';
import { limitsOf } from '../../db/analyze/report/limits.ts';
import { planDocument } from '../../db/analyze/report/plan-document.ts';
import { planLines } from '../../db/analyze/report/plan-text.ts';
import { slowerWords } from '../../db/analyze/report/slower-words.ts';
import { shortName } from '../../db/analyze/suggestions.ts';
import type { AdvisedIndex } from '../../db/advise/advise.ts';
import { findingJson } from '../../report/json.ts';
import { ms, withSeparators } from '../../report/number.ts';
import { sarif, type SarifRule } from '../../report/sarif.ts';
import type { Style } from '../../report/style.ts';
import { listPages } from '../pages.ts';
import { adviceIndexDocument } from './advice-outputs.ts';

/** Notes of a group that are shown without --verbose. */
const SHOWN_MAX = 8;
const STATEMENT_CHARACTERS = 110;

/** For people. */
export function analysisText(reported: AnalysisReport, style: Style, verbose: boolean): string {
  const { analysis, suggestions, database, files } = reported;
  const { summary, findings } = analysis;
  const others = findings.filter(({ check }) => check.id !== 'n-plus-one');
  const lines = [
    style('bold', '=== Database Analysis Report ==='),
    `Database: ${redact(database)}`,
    `Tables: ${withSeparators(summary.tables)}`,
    `Total rows: ${withSeparators(summary.rows)}`,
    `Size: ${bytesText(summary.bytes)}`,
    ...watchedLines(reported),
    ...baselineLines(reported, verbose),
    '',
    ...missingIndexes(reported, style),
    ...nPlusOne(findings, style),
    ...slowerLines(reported, style),
    ...planLines(reported, style),
    ...findingGroups(others).flatMap(({ heading, findings: own }) =>
      groupLines(heading.toUpperCase(), own, style, verbose),
    ),
    style('bold', 'SUGGESTED MIGRATIONS:'),
    ...(suggestions.length === 0
      ? ['  none']
      : suggestions.map(({ title }, place) => `  ${place + 1}. ${title}`)),
    ...limits(analysis, style),
    ...(files === undefined
      ? []
      : [
          '',
          `Generated migration: ${files.migration.name}`,
          `Generated rollback: ${files.rollback.name}`,
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

function watchedLines({ watchedMs }: AnalysisReport): readonly string[] {
  if (watchedMs === undefined) return [];
  return [`Watched for: ${durationText(Math.round(watchedMs / 1000) * 1000)}`];
}

function baselineLines({ baseline }: AnalysisReport, verbose: boolean): readonly string[] {
  if (baseline === undefined) return [];
  return [
    `Findings against ${baseline.name}: ${baselineWords(baseline)}`,
    ...(verbose ? baseline.gone.map((key) => `  gone: ${key}`) : []),
  ];
}

function missingIndexes({ analysis, workload }: AnalysisReport, style: Style): readonly string[] {
  const { advice } = analysis;
  if (workload === undefined || advice === undefined) {
    return [
      style('bold', 'MISSING INDEXES:'),
      '  not known: that takes pg_stat_statements, which counts what the database is asked, or --workload FILE',
      '',
    ];
  }
  return [
    style('bold', `MISSING INDEXES (${advice.indexes.length} found):`),
    ...advice.indexes.map((index) => `  ${missingIndex(index)}`),
    ...(advice.indexes.length === 0 ? [] : [style('dim', `  (after: ${advice.origin})`)]),
    ...workload.notes.map((note) => style('dim', `  ${note}`)),
    '',
  ];
}

function missingIndex(advised: AdvisedIndex): string {
  const { index } = advised;
  const { calls, meanMsBefore, meanMsAfter } = indexTimes(advised);
  const what = `${shortName(index.table)}.${index.keys.join(', ')}${index.where === undefined ? '' : ` where ${index.where}`}`;
  return `${what} - ${ms(meanMsBefore)}ms avg query time in ${withSeparators(calls)} calls, ${ms(meanMsAfter)}ms after, ADD INDEX recommended`;
}

function nPlusOne(findings: readonly AnalysisFinding[], style: Style): readonly string[] {
  const found = findings.filter(({ check }) => check.id === 'n-plus-one');
  return [
    style('bold', `N+1 QUERY RISKS (${found.length} found):`),
    ...found.map(({ observation }) => `  ${observation.title}`),
    '',
  ];
}

function slowerLines({ slower }: AnalysisReport, style: Style): readonly string[] {
  if (slower === undefined) return [];
  return [
    style('bold', `SLOWER THAN BEFORE (${slower.length} found):`),
    ...slower.map(
      (each) => `  ${slowerWords(each)}: ${printableLine(each.text, STATEMENT_CHARACTERS)}`,
    ),
    '',
  ];
}

function groupLines(
  heading: string,
  findings: readonly AnalysisFinding[],
  style: Style,
  verbose: boolean,
): readonly string[] {
  const shown = verbose
    ? findings
    : findings.filter(({ finding }, place) => finding.severity === 'error' || place < SHOWN_MAX);
  const rest = findings.length - shown.length;
  return [
    style('bold', `${heading} (${findings.length} found):`),
    ...shown.flatMap(({ observation: { severity, title, fix }, check }) => [
      `  ${style(colours[severity], `${severity === 'info' ? 'note' : severity}:`)} ${title} ${style('dim', `[${check.id}]`)}`,
      `    next: ${fix}`,
    ]),
    ...(rest === 0 ? [] : [style('dim', `  and ${rest} more; --verbose or --json shows all`)]),
    '',
  ];
}

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const;

function limits(analysis: Analysis, style: Style): readonly string[] {
  const lines = limitsOf(analysis);
  if (lines.length === 0) return [];
  return ['', style('bold', 'NOT LOOKED AT:'), ...lines.map((line) => `  ${line}`)];
}

/** For programs: schemas/analyze-1.json. */
export function analysisDocument(reported: AnalysisReport): Readonly<Record<string, unknown>> {
  const { analysis, baseline, explanation, slower, watchedMs, suggestions, workload, files } =
    reported;
  const { summary, findings, advice, missing, skipped } = analysis;
  return {
    schema: 'trivet.analyze/1',
    database: {
      tables: summary.tables,
      rows: summary.rows,
      bytes: summary.bytes,
      statistics_since: summary.statisticsSince?.toISOString() ?? null,
    },
    workload: workload === undefined ? null : { source: workload.source, notes: workload.notes },
    missing_indexes: (advice?.indexes ?? []).map(adviceIndexDocument),
    findings: findings.map(({ finding, check, observation }) => ({
      finding: findingJson(finding),
      group: check.group,
      subject: observation.subject,
      sql: observation.sql ?? null,
    })),
    baseline: baseline === undefined ? null : baselineDocument(baseline),
    plans: explanation === undefined ? null : planDocument(explanation),
    watched_s: watchedMs === undefined ? null : watchedMs / 1000,
    slower: slower === undefined ? null : slower.map(slowerDocument),
    suggestions: suggestions.map(({ title, statements }) => ({ title, statements })),
    files: { migration: files?.migration.name ?? null, rollback: files?.rollback.name ?? null },
    missing: missing.map(({ need, lacks, cure }) => ({ need, lacks, cure })),
    skipped,
  };
}

function slowerDocument(statement: SlowerStatement): Readonly<Record<string, unknown>> {
  const { id, text, at, meanMsThen, meanMsNow, callsThen, callsNow } = statement;
  return {
    id,
    text,
    at,
    mean_ms_then: meanMsThen,
    mean_ms_now: meanMsNow,
    calls_then: callsThen,
    calls_now: callsNow,
  };
}

function baselineDocument({
  name,
  fresh,
  known,
  gone,
  unseen,
}: BaselineComparison): Readonly<Record<string, unknown>> {
  return { file: name, new: fresh.length, known: known.length, gone, not_looked_at: unseen };
}

/** What a baseline knows of is there, and suppressed. */
export async function analysisSarif(
  { analysis, baseline }: AnalysisReport,
  version: string,
): Promise<string> {
  const findings = analysis.findings.map(({ finding }) => finding);
  const known = (baseline?.known ?? []).map(({ finding }) => finding);
  const reason = `known: it stands in ${baseline?.name ?? ''}`;
  const suppressed = known.map((finding) => ({ finding, reason, inSource: false }));
  const ids = new Set([...findings, ...known].map(({ id }) => id));
  const rules: SarifRule[] = [];
  for (const { id, kind, read } of await listPages()) {
    if (kind !== 'finding' || !ids.has(id)) continue;
    const page = await read();
    const [, summary = id] = /^# .*\n+(.+)/.exec(page) ?? [];
    rules.push({ id, summary, page });
  }
  return `${JSON.stringify(sarif({ version, rules, findings, suppressed }), null, 2)}\n`;
}

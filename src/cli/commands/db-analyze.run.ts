import type { Severity } from '../../base/finding.ts';
import { type Analysis, analyzeDatabase } from '../../db/analyze/analyze.ts';
import type { SlowerStatement } from '../../db/analyze/history/slower.ts';
import type { AnalysisReport } from '../../db/analyze/report/analysis-report.ts';
import { type Suggestion, suggestionsOf } from '../../db/analyze/suggestions.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import type { CliContext } from '../context.ts';
import { adviceReport, writeAdvice } from '../db/advice-files.ts';
import type { MigrationFiles } from '../db/compare-files.ts';
import { databaseName, type HistoryFile, prepareHistory } from '../db/analysis-history.ts';
import { prepareBaselineFiles } from '../db/analysis-baseline.ts';
import { prepareAnalysisFiles } from '../db/analysis-files.ts';
import { analysisDocument, analysisText } from '../db/analysis-outputs.ts';
import { connectionUrl } from '../db/connection.ts';
import { checkExplainFlags, explanationFor } from '../db/explanation.ts';
import { type Live, openLive } from '../db/live.ts';
import { nPlusOneFindings } from '../db/n-plus-one.ts';
import { readDbSettings } from '../db/settings.ts';
import { type Asked, askedOf, checkWatchFlags } from '../db/watch.ts';
import type { DbAnalyzeFlags } from './db-analyze-flags.ts';

/** `trivet db analyze`: all checks, the advice, and a migration that mends what statements can. */
export async function runDbAnalyze(context: CliContext, flags: DbAnalyzeFlags): Promise<void> {
  const { terminal, cwd, outcome } = context;
  checkExplainFlags(flags);
  checkWatchFlags(flags);
  const settings = await readDbSettings(context);
  const url = connectionUrl(flags.connection, settings.connection);
  const baselines = await prepareBaselineFiles(flags, context);
  const history = prepareHistory(flags.history, context);
  const outputs = prepareAnalysisFiles(flags, cwd);
  await using live = await openLive(url, flags.shadow ?? settings.shadow, openFor(flags, context));
  const { session } = live;
  const asked = await askedOf(session, flags, context);
  const { workload, scansBefore, watchedMs } = asked;
  const beyond = await nPlusOneFindings(flags, asked, context);
  terminal.progress('Looking at the database');
  const shadow = workload === undefined ? undefined : await live.shadow();
  const whole = await analyzeDatabase({
    session,
    workload,
    shadow,
    ...(scansBefore === undefined ? {} : { scansBefore }),
    beyond,
    pedantic: flags.pedantic ?? settings.pedantic ?? false,
  });
  const explanation = await explanationFor(flags, live, workload);
  const slower = await slowerSince(history, asked, url);
  const baseline = baselines.compare(whole);
  const analysis = baseline === undefined ? whole : { ...whole, findings: baseline.fresh };
  const suggestions = suggestionsOf(analysis);
  const files = await suggestedMigration(context, flags, { live, url, analysis, suggestions });
  const reported: AnalysisReport = {
    analysis,
    baseline,
    explanation,
    slower,
    watchedMs,
    suggestions,
    workload,
    database: url,
    files,
  };
  if (!outputs.takeStdout) {
    terminal.answer(analysisText(reported, terminal.outStyle, terminal.options.verbose));
  }
  terminal.document(analysisDocument(reported));
  await outputs.write(reported, terminal);
  baselines.save(whole, baseline);
  if (isObjectionable(analysis, flags)) outcome.exit = 1;
}

function isObjectionable({ findings }: Analysis, { failOn = 'never' }: DbAnalyzeFlags): boolean {
  return findings.some(({ finding }) => ranks[finding.severity] >= ranks[failOn]);
}

/** Ctrl-C ends a watch early, and the report on what was seen still needs its shadow; twice ends all. */
function openFor({ watch }: DbAnalyzeFlags, context: CliContext): CliContext {
  return watch === undefined ? context : { ...context, signal: new AbortController().signal };
}

interface Suggested {
  readonly live: Live;
  readonly url: string;
  readonly analysis: Analysis;
  readonly suggestions: readonly Suggestion[];
}

/** The suggestions as files, where a folder was named for them. */
async function suggestedMigration(
  { cwd }: CliContext,
  { output, name = 'optimise' }: DbAnalyzeFlags,
  { live, url, analysis, suggestions }: Suggested,
): Promise<MigrationFiles | undefined> {
  if (output === undefined) return undefined;
  const { session, major, user } = live;
  const report = await adviceReport({
    catalog: analysis.advice?.catalog ?? (await readCatalog(session)),
    statements: suggestions.flatMap(({ statements }) => statements),
    shadow: await live.shadow(),
    url,
    major,
    user,
  });
  return writeAdvice(report, output, name, cwd);
}

/** Undefined without a history, and where statements are not counted. */
async function slowerSince(
  history: HistoryFile | undefined,
  { counted, workload, watchedMs }: Asked,
  url: string,
): Promise<readonly SlowerStatement[] | undefined> {
  if (history === undefined || counted === undefined) return undefined;
  const watched = watchedMs === undefined ? undefined : workload;
  return history.add({ at: new Date(), database: databaseName(url), counted, watched });
}

const ranks: Readonly<Record<Severity | 'never', number>> = {
  info: 0,
  warning: 1,
  error: 2,
  never: 3,
};

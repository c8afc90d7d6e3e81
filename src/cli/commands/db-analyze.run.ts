import type { Severity } from '../../base/finding.ts';
import { analyzeDatabase } from '../../db/analyze/analyze.ts';
import { suggestionsOf } from '../../db/analyze/suggestions.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import type { CliContext } from '../context.ts';
import { adviceReport, writeAdvice } from '../db/advice-files.ts';
import { prepareBaselineFiles } from '../db/analysis-baseline.ts';
import { prepareAnalysisFiles } from '../db/analysis-files.ts';
import { analysisDocument, analysisText } from '../db/analysis-outputs.ts';
import { connectionUrl } from '../db/connection.ts';
import { openLive } from '../db/live.ts';
import { readDbSettings } from '../db/settings.ts';
import { readWorkload } from '../db/workload.ts';
import type { DbAnalyzeFlags } from './db-analyze-flags.ts';

/** `trivet db analyze`: all checks, the advice, and a migration that mends what statements can. */
export async function runDbAnalyze(context: CliContext, flags: DbAnalyzeFlags): Promise<void> {
  const { terminal, cwd, outcome } = context;
  const settings = await readDbSettings(context);
  const url = connectionUrl(flags.connection, settings.connection);
  const baselines = await prepareBaselineFiles(flags, context);
  const outputs = prepareAnalysisFiles(flags, cwd);
  await using live = await openLive(url, flags.shadow ?? settings.shadow, context);
  const { session, major, user } = live;
  terminal.progress('Looking at the database');
  const workload = await readWorkload(session, flags.workload, context);
  const shadow = workload === undefined ? undefined : await live.shadow();
  const whole = await analyzeDatabase({
    session,
    workload,
    shadow,
    pedantic: flags.pedantic ?? settings.pedantic ?? false,
  });
  const baseline = baselines.compare(whole);
  const analysis = baseline === undefined ? whole : { ...whole, findings: baseline.fresh };
  const suggestions = suggestionsOf(analysis);
  const report =
    flags.output === undefined
      ? undefined
      : await adviceReport({
          catalog: analysis.advice?.catalog ?? (await readCatalog(session)),
          statements: suggestions.flatMap(({ statements }) => statements),
          shadow: await live.shadow(),
          url,
          major,
          user,
        });
  const files = writeAdvice(report, flags.output, flags.name ?? 'optimise', cwd);
  const reported = { analysis, baseline, suggestions, workload, database: url, files };
  if (!outputs.takeStdout) {
    terminal.answer(analysisText(reported, terminal.outStyle, terminal.options.verbose));
  }
  terminal.document(analysisDocument(reported));
  await outputs.write(reported, terminal);
  baselines.save(whole, baseline);
  const failOn = flags.failOn ?? 'never';
  const worst = Math.max(-1, ...analysis.findings.map(({ finding }) => ranks[finding.severity]));
  if (worst >= ranks[failOn]) outcome.exit = 1;
}

const ranks: Readonly<Record<Severity | 'never', number>> = {
  info: 0,
  warning: 1,
  error: 2,
  never: 3,
};

import type { AnalysisReport } from '../../db/analyze/report/analysis-report.ts';
import type { DbAnalyzeFlags } from '../commands/db-analyze-flags.ts';
import { readVersion } from '../version.ts';
import { analysisSarif } from './analysis-outputs.ts';
import { prepareReportFiles, type ReportFiles } from '../report-files.ts';

/** The reports of `trivet db analyze` that go into files. */
export function prepareAnalysisFiles(
  { html, markdown, sarif }: DbAnalyzeFlags,
  cwd: string,
): ReportFiles<AnalysisReport> {
  const version = readVersion();
  return prepareReportFiles<AnalysisReport>(
    [
      {
        name: html,
        render: async (report) => {
          const { analysisHtml } = await import('../../db/analyze/report/html.ts');
          return analysisHtml(report, { version });
        },
      },
      {
        name: markdown,
        render: async (report) => {
          const { analysisMarkdown } = await import('../../db/analyze/report/markdown.ts');
          return analysisMarkdown(report);
        },
      },
      { name: sarif, render: (report) => analysisSarif(report, version) },
    ],
    cwd,
  );
}

import { prepareWholeFile, writeWholeFile } from '../../emit/whole-file.ts';
import type { Analysis } from '../../db/analyze/analyze.ts';
import {
  againstBaseline,
  type BaselineComparison,
} from '../../db/analyze/baseline/against-baseline.ts';
import { readAnalysisBaseline } from '../../db/analyze/baseline/read-analysis-baseline.ts';
import { analysisBaselineText } from '../../db/analyze/baseline/write-analysis-baseline.ts';
import type { DbAnalyzeFlags } from '../commands/db-analyze-flags.ts';
import type { CliContext } from '../context.ts';
import { loadFiles } from '../load/files.ts';
import { fileAt } from '../report-files.ts';

/** What `--baseline` and `--save-baseline` ask for. */
export interface BaselineFiles {
  /** Undefined without `--baseline`. */
  compare(analysis: Analysis): BaselineComparison | undefined;
  save(analysis: Analysis, compared: BaselineComparison | undefined): void;
}

/** Reads the one and makes sure of the other, before anything takes time. Throws `INPUT_…`, `OUTPUT_UNWRITABLE`. */
export async function prepareBaselineFiles(
  { baseline, saveBaseline }: DbAnalyzeFlags,
  { cwd, stdin, terminal }: CliContext,
): Promise<BaselineFiles> {
  const known =
    baseline === undefined
      ? undefined
      : readAnalysisBaseline(
          await loadFiles(cwd, stdin).text(baseline, '--baseline'),
          baseline === '-' ? 'standard input' : baseline,
        );
  const file = saveBaseline === undefined ? undefined : fileAt(saveBaseline, cwd);
  if (file !== undefined) prepareWholeFile(file);
  return {
    compare: (analysis) => (known === undefined ? undefined : againstBaseline(analysis, known)),
    save: ({ findings }, compared) => {
      if (file === undefined) return;
      // What nobody looked at this time stays known.
      const keys = [...findings.map(({ finding }) => finding.key), ...(compared?.unseen ?? [])];
      writeWholeFile(file, analysisBaselineText(keys));
      terminal.note(`Wrote ${file.name}`);
    },
  };
}

import type { AnalysisFinding } from '../../db/analyze/analyze.ts';
import { codeFindings, suspicionFinding } from '../../db/n-plus-one/findings.ts';
import type { DbAnalyzeFlags } from '../commands/db-analyze-flags.ts';
import type { CliContext } from '../context.ts';
import { readSourceFiles } from './source-files.ts';
import type { Asked } from './watch.ts';

/** N+1 queries by what was watched, and by the code that was named. */
export async function nPlusOneFindings(
  { code }: DbAnalyzeFlags,
  { suspected = [] }: Asked,
  { terminal, cwd }: CliContext,
): Promise<readonly AnalysisFinding[]> {
  const watched = suspected.map(suspicionFinding);
  if (code === undefined) return watched;
  terminal.progress('Reading the code');
  const { findings, notes } = await codeFindings(readSourceFiles(code, cwd));
  for (const note of notes) terminal.note(`Not read: ${note}`);
  return [...watched, ...findings];
}

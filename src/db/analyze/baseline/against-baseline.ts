import type { Analysis, AnalysisFinding } from '../analyze.ts';
import type { AnalysisBaseline } from './analysis-baseline.ts';

/** How an analysis stands to what was known before. */
export interface BaselineComparison {
  /** Name of the file. */
  readonly name: string;
  readonly fresh: readonly AnalysisFinding[];
  readonly known: readonly AnalysisFinding[];
  /** Keys of what was known and is no longer found, in order. */
  readonly gone: readonly string[];
  /** Keys of what was known, of checks that were not made this time: nobody can tell. */
  readonly unseen: readonly string[];
}

export function againstBaseline(
  { findings, made }: Pick<Analysis, 'findings' | 'made'>,
  { name, keys }: AnalysisBaseline,
): BaselineComparison {
  const found = new Set(findings.map(({ finding }) => finding.key));
  const lost = [...keys].filter((key) => !found.has(key)).toSorted();
  const wasMade = (key: string): boolean => made.has(key.split(' ', 1)[0] ?? '');
  return {
    name,
    fresh: findings.filter(({ finding }) => !keys.has(finding.key)),
    known: findings.filter(({ finding }) => keys.has(finding.key)),
    gone: lost.filter(wasMade),
    unseen: lost.filter((key) => !wasMade(key)),
  };
}

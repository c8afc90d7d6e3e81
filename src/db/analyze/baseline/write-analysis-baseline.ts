import { analysisBaselineSchema } from './read-analysis-baseline.ts';

/**
 * The text of a baseline file; `schemas/analyze-baseline-1.json` describes it. One key a line, in order, and nothing that
 * differs from run to run, so that a difference between two versions of it is a difference between databases.
 */
export function analysisBaselineText(keys: Iterable<string>): string {
  const findings = [...new Set(keys)].toSorted();
  return `${JSON.stringify({ schema: analysisBaselineSchema, findings }, null, 2)}\n`;
}

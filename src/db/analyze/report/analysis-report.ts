import type { Workload } from '../../workload/workload.ts';
import type { Analysis } from '../analyze.ts';
import type { BaselineComparison } from '../baseline/against-baseline.ts';
import type { Explanation } from '../explain/explain-statements.ts';
import type { SlowerStatement } from '../history/slower.ts';
import type { Suggestion } from '../suggestions.ts';

/** All that a report on a database shows, whatever its form. */
export interface AnalysisReport {
  /** Against a baseline, with the new findings only. */
  readonly analysis: Analysis;
  readonly baseline?: BaselineComparison | undefined;
  /** Where plans were asked for, and statements are counted. */
  readonly explanation?: Explanation | undefined;
  /** With a history: what takes longer than it did. */
  readonly slower?: readonly SlowerStatement[] | undefined;
  /** How long the database was watched for this report, where it was. */
  readonly watchedMs?: number | undefined;
  readonly suggestions: readonly Suggestion[];
  /** Undefined where statements are not counted. */
  readonly workload: Workload | undefined;
  /** The connection string, with its secrets: renderers take them out. */
  readonly database: string;
  /** The migration that was written, where one was. */
  readonly files: WrittenMigration | undefined;
}

export interface WrittenMigration {
  readonly migration: { readonly name: string };
  readonly rollback: { readonly name: string };
}

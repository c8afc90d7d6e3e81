import type { Severity } from '../../base/finding.ts';
import type { SharedFlags } from '../context.ts';

export interface DbAnalyzeFlags extends SharedFlags {
  readonly connection: string | undefined;
  readonly workload: readonly string[] | undefined;
  readonly code: readonly string[] | undefined;
  readonly output: string | undefined;
  readonly name: string | undefined;
  readonly failOn: Severity | 'never' | undefined;
  readonly pedantic: boolean | undefined;
  readonly shadow: string | undefined;
  readonly watch: number | undefined;
  readonly interval: number | undefined;
  readonly history: string | undefined;
  readonly explain: boolean | undefined;
  readonly explainTop: number | undefined;
  readonly execute: boolean | undefined;
  readonly executeTimeout: number | undefined;
  readonly baseline: string | undefined;
  readonly saveBaseline: string | undefined;
  readonly html: string | undefined;
  readonly markdown: string | undefined;
  readonly sarif: string | undefined;
}

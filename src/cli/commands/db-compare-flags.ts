import type { SharedFlags } from '../context.ts';

export interface DbCompareFlags extends SharedFlags {
  readonly connection: string | undefined;
  readonly from: readonly string[] | undefined;
  readonly output: string | undefined;
  readonly name: string | undefined;
  readonly check: boolean | undefined;
  readonly strict: boolean | undefined;
  readonly rename: readonly string[] | undefined;
  readonly backfill: readonly string[] | undefined;
  readonly noInput: boolean | undefined;
  readonly shadow: string | undefined;
  readonly pg: '14' | '15' | '16' | '17' | '18' | undefined;
}

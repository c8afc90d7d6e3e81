import type { SharedFlags } from '../context.ts';

export interface DbSuggestIndexesFlags extends SharedFlags {
  readonly connection: string | undefined;
  readonly workload: readonly string[] | undefined;
  readonly output: string | undefined;
  readonly name: string | undefined;
  readonly budget: number | undefined;
  readonly verify: string | undefined;
  readonly max: number | undefined;
  readonly shadow: string | undefined;
}

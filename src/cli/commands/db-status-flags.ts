import type { SharedFlags } from '../context.ts';

export interface DbStatusFlags extends SharedFlags {
  readonly connection: string | undefined;
  readonly check: boolean | undefined;
}

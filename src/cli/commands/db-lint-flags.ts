import type { SharedFlags } from '../context.ts';

export interface DbLintFlags extends SharedFlags {
  readonly connection: string | undefined;
  readonly failOn: 'error' | 'warning' | 'info' | 'never' | undefined;
  readonly allow: readonly string[] | undefined;
  readonly pedantic: boolean | undefined;
  readonly pg: '14' | '15' | '16' | '17' | '18' | undefined;
  readonly sarif: string | undefined;
  readonly junit: string | undefined;
}

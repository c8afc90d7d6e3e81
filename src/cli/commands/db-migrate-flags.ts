import type { DbRunFlags } from './db-run-flags.ts';

export interface DbMigrateFlags extends DbRunFlags {
  readonly to: string | undefined;
  readonly baseline: string | undefined;
}

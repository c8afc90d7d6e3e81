import type { DbRunFlags } from './db-run-flags.ts';

export interface DbRollbackFlags extends DbRunFlags {
  readonly steps: number | undefined;
}

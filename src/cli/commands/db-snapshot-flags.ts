import type { SharedFlags } from '../context.ts';

export interface DbSnapshotFlags extends SharedFlags {
  readonly connection: string | undefined;
  readonly output: string | undefined;
}

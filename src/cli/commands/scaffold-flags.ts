import type { Framework } from '../../scaffold/targets/target.ts';
import type { SharedFlags } from '../context.ts';

/** What the command line says; `undefined` where it says nothing, so that the configuration file may. */
export interface ScaffoldFlags extends SharedFlags {
  readonly framework: Framework | undefined;
  readonly output: string | undefined;
  readonly dryRun: boolean | undefined;
  readonly force: boolean | undefined;
  readonly strict: boolean | undefined;
  readonly mock: boolean | undefined;
  readonly typesOnly: boolean | undefined;
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[] | undefined;
  readonly allowRemote: boolean | undefined;
  readonly fromDb: string | undefined;
  readonly generateSpec: boolean | undefined;
}

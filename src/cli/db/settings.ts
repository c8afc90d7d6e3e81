import { runFlags } from '../commands/db-run-flags.ts';
import { failOnValues, majors } from '../commands/db-setting-flags.ts';
import { loadConfig } from '../config.ts';
import type { CliContext } from '../context.ts';
import { readSettings, type SettingOption, withDefaults } from '../settings.ts';

/** What `trivet.config.ts` says of the database, under `db`. Times in ms. */
export interface DbSettings {
  /** Where neither `--connection` nor `DATABASE_URL` names a database. */
  readonly connection?: string;
  readonly shadow?: string;
  /** The schema that is wanted: the operands of `compare`. */
  readonly schema?: readonly string[];
  /** Where migrations are: the operands of `migrate`, `status`, `lint`, and of `rollback --steps`. */
  readonly migrations?: readonly string[];
  readonly pg?: (typeof majors)[number];
  readonly strict?: boolean;
  readonly failOn?: (typeof failOnValues)[number];
  readonly pedantic?: boolean;
  readonly lockTimeout?: number;
  readonly lockRetryFor?: number;
  readonly lockWait?: number;
  readonly statementTimeout?: number;
  readonly maxTransactionAge?: number;
  readonly maxLag?: number;
}

type Name = keyof DbSettings;

/** Options of `migrate` and `rollback` that say how, and not what this once. */
const runNames: readonly Name[] = [
  'shadow',
  'lockTimeout',
  'lockRetryFor',
  'lockWait',
  'statementTimeout',
  'maxTransactionAge',
  'maxLag',
];

const text: SettingOption = { kind: 'parsed', parse: String };
const texts: SettingOption = { ...text, variadic: true };
const yesOrNo: SettingOption = { kind: 'boolean' };

const options: ReadonlyMap<string, SettingOption> = new Map<string, SettingOption>([
  ['connection', text],
  ['schema', texts],
  ['migrations', texts],
  ['pg', { kind: 'enum', values: majors }],
  ['strict', yesOrNo],
  ['failOn', { kind: 'enum', values: failOnValues }],
  ['pedantic', yesOrNo],
  ...Object.entries(runFlags).filter(([name]) => runNames.some((each) => each === name)),
]);

export const dbSettingNames: readonly string[] = [...options.keys()];

/** Reads the `db` section of the configuration file. Throws `CONFIG_INVALID`. */
export async function readDbSettings(context: CliContext): Promise<DbSettings> {
  const { db } = await loadConfig(context.cwd);
  return readSettings('db', db, options, context);
}

/** How `migrate` and `rollback` go about it: what the flags do not say, the settings do. */
export function withRunSettings<Flags extends object>(flags: Flags, settings: DbSettings): Flags {
  return withDefaults(flags, pick(settings, runNames));
}

/** The settings of these names, as far as they are set. */
export function pick(settings: DbSettings, names: readonly Name[]): DbSettings {
  return Object.fromEntries(
    Object.entries(settings).filter(([name]) => names.some((each) => each === name)),
  );
}

/** What the command line names, and where it names nothing what the settings do. */
export function orSettings(
  operands: readonly string[],
  setting: readonly string[] = [],
): readonly string[] {
  return operands.length === 0 ? setting : operands;
}

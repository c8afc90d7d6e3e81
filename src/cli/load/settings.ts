import type { LoadFlags } from '../commands/load-flags.ts';
import { loadOptions } from '../commands/load-options.ts';
import type { CliContext } from '../context.ts';
import { readSettings, type SettingOption, withDefaults } from '../settings.ts';

/** Names of the options that `trivet.config.ts` may set under `load`: all but those of the output. */
export const loadSettingNames: readonly string[] = Object.keys(loadOptions).filter(
  (name) => !['json', 'quiet', 'verbose', 'noColor'].includes(name),
);

/**
 * The options of the command line, and where it says nothing those of the configuration file:
 * `{ concurrency: 50, duration: '30s', header: ['X-A: b'] }`. Throws `CONFIG_INVALID`.
 */
export async function withSettings(
  flags: LoadFlags,
  settings: Readonly<Record<string, unknown>>,
  context: CliContext,
): Promise<LoadFlags> {
  return withDefaults(flags, await readSettings('load', settings, options, context));
}

const options: ReadonlyMap<string, SettingOption> = new Map<string, SettingOption>(
  Object.entries(loadOptions).filter(([name]) => loadSettingNames.includes(name)),
);

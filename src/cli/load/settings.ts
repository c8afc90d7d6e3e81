import type { LoadFlags } from '../commands/load-flags.ts';
import { loadOptions } from '../commands/load-options.ts';
import { configError } from '../config.ts';
import type { CliContext } from '../context.ts';
import { didYouMean } from '../../base/suggest.ts';

/** Names of the options that `trivet.config.ts` may set under `load`: all but those of the output. */
export const loadSettingNames: readonly string[] = Object.keys(loadOptions).filter(
  (name) => !['json', 'quiet', 'verbose', 'noColor'].includes(name),
);

/**
 * The options of the command line, and where it says nothing those of the configuration file, which are read by the very
 * same parsers: `{ concurrency: 50, duration: '30s', header: ['X-A: b'] }`. Throws `CONFIG_INVALID`.
 */
export async function withSettings(
  flags: LoadFlags,
  settings: Readonly<Record<string, unknown>>,
  context: CliContext,
): Promise<LoadFlags> {
  const known = new Set(loadSettingNames);
  const merged: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(settings)) {
    if (!known.has(name)) {
      const meant = didYouMean(name, loadSettingNames);
      throw configError(`"load" has an unknown setting "${name}"${meant}`);
    }
    merged[name] = await read(name, value, context);
  }
  const given = Object.entries(flags).filter(([, value]) => value !== undefined);
  return { ...flags, ...merged, ...Object.fromEntries(given) };
}

async function read(name: string, value: unknown, context: CliContext): Promise<unknown> {
  const option = options.get(name);
  if (option?.kind === 'boolean') {
    if (typeof value === 'boolean') return value;
    throw configError(`"load.${name}" must be true or false`);
  }
  const texts = (Array.isArray(value) ? value : [value]).map((each) => {
    if (typeof each === 'string' || typeof each === 'number') return String(each);
    throw configError(`"load.${name}" must be written as on the command line`);
  });
  const isList = option?.variadic !== undefined;
  if (texts.length !== 1 && !isList) throw configError(`"load.${name}" takes one value`);
  const parsed: unknown[] = [];
  for (const text of texts) parsed.push(await parse(name, text, context));
  return isList ? parsed : parsed[0];
}

async function parse(name: string, text: string, context: CliContext): Promise<unknown> {
  const option = options.get(name);
  const { values, parse: parseText } = option ?? {};
  if (values !== undefined) {
    if (values.includes(text)) return text;
    throw configError(`"load.${name}" must be one of ${values.join(', ')}`);
  }
  try {
    return await parseText?.call(context, text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw configError(`"load.${name}" cannot be "${text}": ${reason}`, cause);
  }
}

/** What of an option is needed to read its value. */
interface Option {
  readonly kind: string;
  readonly values?: readonly string[];
  readonly variadic?: boolean | string;
  readonly parse?: (this: CliContext, text: string) => unknown;
}

const options: ReadonlyMap<string, Option> = new Map<string, Option>(Object.entries(loadOptions));

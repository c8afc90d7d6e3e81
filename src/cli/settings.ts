import { didYouMean } from '../base/suggest.ts';
import { configError } from './config.ts';
import type { CliContext } from './context.ts';

/** What of an option of the command line is needed to read its value. */
export interface SettingOption {
  readonly kind: string;
  readonly values?: readonly string[];
  readonly variadic?: boolean | string;
  readonly parse?: (this: CliContext, text: string) => unknown;
}

/**
 * The settings of a section of `trivet.config.ts`, read by the very parsers of the options that they stand for; what is
 * `undefined` there, as a variable of the environment may be, is not set. Throws `CONFIG_INVALID`.
 */
export async function readSettings(
  section: string,
  settings: Readonly<Record<string, unknown>>,
  options: ReadonlyMap<string, SettingOption>,
  context: CliContext,
): Promise<Readonly<Record<string, unknown>>> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(settings)) {
    const option = options.get(name);
    if (option === undefined) {
      const meant = didYouMean(name, [...options.keys()]);
      throw configError(`"${section}" has an unknown setting "${name}"${meant}`);
    }
    const setting: Setting = { name: `${section}.${name}`, option, context };
    if (value !== undefined) read[name] = await readSetting(setting, value);
  }
  return read;
}

/** What the command line says, and where it says nothing what the settings do. */
export function withDefaults<Flags extends object>(flags: Flags, defaults: object): Flags {
  const given = Object.entries(flags).filter(([, value]) => value !== undefined);
  return { ...flags, ...defaults, ...Object.fromEntries(given) };
}

interface Setting {
  /** `load.concurrency`. */
  readonly name: string;
  readonly option: SettingOption;
  readonly context: CliContext;
}

async function readSetting(setting: Setting, value: unknown): Promise<unknown> {
  const { name, option } = setting;
  if (option.kind === 'boolean') {
    if (typeof value === 'boolean') return value;
    throw configError(`"${name}" must be true or false`);
  }
  const texts = (Array.isArray(value) ? value : [value]).map((each) => {
    if (typeof each === 'string' || typeof each === 'number') return String(each);
    throw configError(`"${name}" must be written as on the command line`);
  });
  const isList = option.variadic !== undefined;
  if (texts.length !== 1 && !isList) throw configError(`"${name}" takes one value`);
  const parsed: unknown[] = [];
  for (const text of texts) parsed.push(await parse(setting, text));
  return isList ? parsed : parsed[0];
}

async function parse({ name, option, context }: Setting, text: string): Promise<unknown> {
  const { values, parse: parseText } = option;
  if (values !== undefined) {
    if (values.includes(text)) return text;
    throw configError(`"${name}" must be one of ${values.join(', ')}`);
  }
  try {
    return await parseText?.call(context, text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw configError(`"${name}" cannot be "${text}": ${reason}`, cause);
  }
}

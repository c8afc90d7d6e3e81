import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TrivetError } from '../base/errors.ts';
import { isJsonObject } from '../base/json.ts';
import { didYouMean } from '../base/suggest.ts';
import { frameworks } from '../scaffold/scaffold-types.ts';
import type { Framework } from '../scaffold/targets/target.ts';

/** What `trivet.config.ts` says: what holds where the command line says nothing. */
export interface TrivetConfig {
  readonly scaffold: ScaffoldSettings;
  /** Options of `trivet load` as they stand in the file; `load/settings.ts` reads them. */
  readonly load: Settings;
  /** Options of `trivet db` as they stand in the file; `db/settings.ts` reads them. */
  readonly db: Settings;
}

/** The flag of the same name wins over each of them. */
export interface ScaffoldSettings {
  readonly spec: string | undefined;
  readonly framework: Framework | undefined;
  readonly output: string | undefined;
  readonly strict: boolean | undefined;
  readonly mock: boolean | undefined;
  readonly typesOnly: boolean | undefined;
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[] | undefined;
  readonly allowRemote: boolean | undefined;
}

export const configFile = 'trivet.config.ts';

/**
 * Runs `trivet.config.ts` of a folder and checks what it exports by default; without the file, nothing is set.
 * Throws `CONFIG_INVALID`.
 */
export async function loadConfig(folder: string): Promise<TrivetConfig> {
  const file = join(folder, configFile);
  const config = existsSync(file) ? await evaluate(file) : {};
  const sections = readObject(config, 'its default export', ['scaffold', 'load', 'db']);
  const settings = sections['scaffold'] ?? {};
  const { load = {}, db = {} } = sections;
  if (!isJsonObject(load)) throw configError('"load" is not an object');
  if (!isJsonObject(db)) throw configError('"db" is not an object');
  return {
    scaffold: readScaffold(readObject(settings, '"scaffold"', scaffoldSettingNames)),
    load,
    db,
  };
}

export const scaffoldSettingNames: readonly (keyof ScaffoldSettings)[] = [
  'spec',
  'framework',
  'output',
  'strict',
  'mock',
  'typesOnly',
  'include',
  'exclude',
  'allowRemote',
];

async function evaluate(file: string): Promise<unknown> {
  try {
    const module: unknown = await import(pathToFileURL(file).href);
    return isJsonObject(module) ? module['default'] : undefined;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw configError(`it cannot be loaded: ${reason}`, cause);
  }
}

type Settings = Readonly<Record<string, unknown>>;

function readObject(value: unknown, what: string, known: readonly string[]): Settings {
  if (!isJsonObject(value)) throw configError(`${what} is not an object`);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown === undefined) return value;
  throw configError(`${what} has an unknown setting "${unknown}"${didYouMean(unknown, known)}`);
}

function readScaffold(settings: Settings): ScaffoldSettings {
  return {
    spec: read(settings, 'spec', 'a text', isText),
    framework: read(settings, 'framework', `one of ${frameworks.join(', ')}`, isFramework),
    output: read(settings, 'output', 'a text', isText),
    strict: read(settings, 'strict', 'true or false', isYesOrNo),
    mock: read(settings, 'mock', 'true or false', isYesOrNo),
    typesOnly: read(settings, 'typesOnly', 'true or false', isYesOrNo),
    include: read(settings, 'include', 'a list of texts', isTexts),
    exclude: read(settings, 'exclude', 'a list of texts', isTexts),
    allowRemote: read(settings, 'allowRemote', 'true or false', isYesOrNo),
  };
}

function read<T>(
  settings: Settings,
  name: keyof ScaffoldSettings,
  expected: string,
  is: (value: unknown) => value is T,
): T | undefined {
  const value = settings[name];
  if (value === undefined || is(value)) return value;
  throw configError(`"scaffold.${name}" must be ${expected}`);
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);
const isYesOrNo = (value: unknown): value is boolean => typeof value === 'boolean';
const isFramework = (value: unknown): value is Framework =>
  frameworks.some((framework) => framework === value);

/** What is wrong with the file, in the middle of a sentence. */
export function configError(problem: string, cause?: unknown): TrivetError {
  return new TrivetError('CONFIG_INVALID', `${configFile} cannot be used: ${problem}.`, {
    hint: `Correct ${configFile} in the current folder; docs/cli.md lists its settings.`,
    ...(cause === undefined ? {} : { cause }),
  });
}

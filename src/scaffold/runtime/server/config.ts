/** Environment variables, as in `process.env`. An empty one counts as not set. */
export type Environment = { readonly [name: string]: string | undefined };

/** Reads one value; what is wrong goes into `problems`, one sentence each. */
export type Setting<T> = (env: Environment, problems: string[]) => T | undefined;

/** All that is wrong with the environment. Its message is for the operator; the app prints it and exits with 1. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The configuration is not valid:\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/**
 * Reads a table of settings, `{ port: port('PORT', 3000), origins: list('CORS_ORIGINS', []) }`, into an object of their
 * values. Throws one `ConfigError` with the problems of all of them.
 */
export function readConfig<Config extends object>(
  env: Environment,
  settings: { readonly [Key in keyof Config]: Setting<Config[Key]> },
): Config {
  const problems: string[] = [];
  const entries = Object.entries<Setting<unknown>>(settings).map(
    ([key, read]) => [key, read(env, problems)] as const,
  );
  if (problems.length > 0) throw new ConfigError(problems);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each value came from the setting of its key
  return Object.fromEntries(entries) as Config;
}

/** Any text. Without a fallback the variable must be set. */
export function text(name: string, fallback?: string): Setting<string> {
  return setting(name, fallback, 'a text', (value) => value);
}

/** Any text, or `undefined` where it is not set. */
export function optionalText(name: string): Setting<string | undefined> {
  return (env) => valueOf(env, name);
}

export function integer(
  name: string,
  fallback?: number,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: { readonly min?: number; readonly max?: number } = {},
): Setting<number> {
  const upTo = max === Number.MAX_SAFE_INTEGER ? 'up' : `to ${max}`;
  return setting(name, fallback, `an integer from ${min} ${upTo}`, (value) => {
    const number = /^-?\d{1,16}$/.test(value) ? Number(value) : NaN;
    return number >= min && number <= max ? number : undefined;
  });
}

/** A TCP port; 0 lets the system choose a free one. */
export function port(name: string, fallback?: number): Setting<number> {
  return integer(name, fallback, { min: 0, max: 65_535 });
}

export function oneOf<const Value extends string>(
  name: string,
  values: readonly Value[],
  fallback?: Value,
): Setting<Value> {
  return setting(name, fallback, `one of ${values.join(', ')}`, (value) =>
    values.find((candidate) => candidate === value),
  );
}

/** `true`, `on`, `yes`, `1` or `false`, `off`, `no`, `0`. */
export function boolean(name: string, fallback?: boolean): Setting<boolean> {
  return setting(name, fallback, 'on or off', (value) => {
    if (/^(?:true|on|yes|1)$/i.test(value)) return true;
    return /^(?:false|off|no|0)$/i.test(value) ? false : undefined;
  });
}

/** Texts with commas between them. */
export function list(name: string, fallback?: readonly string[]): Setting<readonly string[]> {
  return setting(name, fallback, 'a list with commas', (value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );
}

/** An absolute URL of one of the `protocols`. It may hold a password, so messages do not show it. */
export function url(
  name: string,
  fallback?: string,
  protocols: readonly string[] = ['https', 'http'],
): Setting<string> {
  const expected = `an absolute URL (${protocols.join(', ')})`;
  return setting(name, fallback, expected, (value) =>
    isUrl(value, protocols) ? value : undefined,
  );
}

/** Such a URL, or `undefined` where it is not set. */
export function optionalUrl(name: string): Setting<string | undefined> {
  const read = url(name);
  return (env, problems) => (valueOf(env, name) === undefined ? undefined : read(env, problems));
}

/** The rule for one variable that is set; `undefined` from `parse` means that the value is wrong. */
function setting<T>(
  name: string,
  fallback: T | undefined,
  expected: string,
  parse: (value: string) => T | undefined,
): Setting<T> {
  return (env, problems) => {
    const value = valueOf(env, name);
    const parsed = value === undefined ? fallback : parse(value);
    if (parsed !== undefined) return parsed;
    problems.push(
      value === undefined
        ? `${name} is not set; it must be ${expected}`
        : `${name} must be ${expected}`,
    );
    return undefined;
  };
}

function valueOf(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

function isUrl(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol.slice(0, -1));
}

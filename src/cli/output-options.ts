/** What the shared flags say about output. */
export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly noColor: boolean;
}

/** The shared flags as users write them, with what they do. */
export const sharedFlagBriefs: Readonly<Record<string, string>> = {
  '--json': 'Print one JSON document on standard output and nothing else there',
  '--quiet': 'Print errors and warnings only',
  '--verbose': 'Print all notes, what is being done, and the stack of an internal error',
  '--no-color': 'No colours (also: NO_COLOR=1)',
};

/**
 * Reads the shared flags from the whole command line, before it is parsed: a wrong command line must be reported in the
 * form that was asked for, too.
 */
export function readOutputOptions(args: readonly string[]): OutputOptions {
  const end = args.indexOf('--');
  const options = end === -1 ? args : args.slice(0, end);
  const given = (name: string): boolean =>
    options.includes(name) ||
    options.some((option) => yes.test(option) && option.startsWith(`${name}=`));
  return {
    json: given('--json'),
    quiet: given('--quiet'),
    verbose: given('--verbose'),
    noColor: given('--no-color'),
  };
}

/**
 * Shared flags before the command (`trivet --json scaffold x`) go behind it, where the parser looks for them; behind both
 * words, where the first is that of a group of commands.
 */
export function moveSharedFlags(
  args: readonly string[],
  groups: ReadonlySet<string> = new Set(),
): readonly string[] {
  const count = args.findIndex((arg) => !(nameOf(arg) in sharedFlagBriefs));
  const [command, ...rest] = args.slice(count);
  if (count === -1 || command === undefined) return args;
  const moved = [...args.slice(0, count), ...rest];
  return [command, ...(groups.has(command) ? moveSharedFlags(moved) : moved)];
}

const yes = /=(?:true|t|yes|y|on|1)$/i;

function nameOf(arg: string): string {
  return arg.split('=', 1)[0] ?? arg;
}

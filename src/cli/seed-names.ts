import { TrivetError } from '../base/errors.ts';

/** The three programs that trivet replaces; each takes the command lines it always took. */
export type SeedProgram = 'api-scaffolder' | 'database-migration-tool' | 'api-load-tester';

/** The same call as arguments of `trivet`. Any other program name is trivet itself. */
export function translateSeedCall(program: string, args: readonly string[]): readonly string[] {
  if (args.length === 1 && args[0] === '--version') return args;
  const translate = translators.get(program);
  return translate === undefined ? args : translate(args);
}

const translators: ReadonlyMap<string, (args: readonly string[]) => readonly string[]> = new Map([
  ['api-scaffolder', (args) => ['scaffold', ...args]],
  ['database-migration-tool', translateDatabaseCall],
  ['api-load-tester', (args) => ['load', ...args]],
] satisfies [SeedProgram, (args: readonly string[]) => readonly string[]][]);

/** Its verbs are flags; those that take a file lead to a subcommand with that file as operand. */
const verbs: ReadonlyMap<string, { readonly command: string; readonly takesFile: boolean }> =
  new Map([
    ['--analyze', { command: 'analyze', takesFile: false }],
    ['--suggest-indexes', { command: 'suggest-indexes', takesFile: false }],
    ['--compare', { command: 'compare', takesFile: true }],
    ['--migrate', { command: 'migrate', takesFile: true }],
  ]);

function translateDatabaseCall(args: readonly string[]): readonly string[] {
  if (args.includes('--help') || args.includes('-h')) return ['db', '--help'];
  const places = args.flatMap((arg, place) => (verbs.has(nameOf(arg)) ? [place] : []));
  const [place] = places;
  if (place === undefined || places.length > 1) {
    throw new TrivetError('USAGE', 'database-migration-tool does one thing per call.', {
      hint: `Give exactly one of ${[...verbs.keys()].join(', ')}.`,
    });
  }
  const arg = args[place] ?? '';
  const verb = verbs.get(nameOf(arg));
  const inline = arg.includes('=') ? [arg.slice(arg.indexOf('=') + 1)] : [];
  const rest = args.toSpliced(place, 1);
  if (verb?.takesFile !== true) return ['db', verb?.command ?? '', ...rest];
  // `--compare F` becomes the operand F: it stays where it is, only the flag goes.
  return ['db', verb.command, ...rest.toSpliced(place, 0, ...inline)];
}

function nameOf(arg: string): string {
  return arg.split('=', 1)[0] ?? arg;
}

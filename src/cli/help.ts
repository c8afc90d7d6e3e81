import type { Command } from '@stricli/core';
import type { Style } from '../report/style.ts';
import type { CliContext } from './context.ts';
import { commandsNotYet } from './not-yet.ts';
import { sharedFlagBriefs } from './output-options.ts';
import type { CommandGroup, CommandPage } from './page.ts';

/** `trivet --help` */
export function programHelp(parts: readonly (CommandPage | CommandGroup)[], style: Style): string {
  const first = parts.map((part) => ('pages' in part ? part.pages[0] : part));
  return lines(
    'The backend loop in one tool: a specification becomes a running server.',
    section(style, 'USAGE', ['trivet COMMAND [options]']),
    section(style, 'COMMANDS', columns(parts.map(partRow))),
    section(style, 'NOT IN THIS VERSION YET', columns([...commandsNotYet])),
    section(
      style,
      'OPTIONS',
      columns([
        ['-h, --help', 'Print help; after a command, its own'],
        ['-v, --version', 'Print the version'],
      ]),
    ),
    section(
      style,
      'EXAMPLES',
      examples(
        first.flatMap((page) => page?.examples.slice(0, 1) ?? []),
        style,
      ),
    ),
    `"trivet COMMAND --help" says more about a command.`,
  );
}

/** `trivet GROUP --help` */
export function groupHelp({ name, routes, pages }: CommandGroup, style: Style): string {
  const isPart = (command: string): boolean => command.startsWith(`${name} `);
  const notYet = [...commandsNotYet].filter(([command]) => isPart(command));
  return lines(
    routes.fullDescription ?? routes.brief,
    section(style, 'USAGE', [`trivet ${name} COMMAND [options]`]),
    section(style, 'COMMANDS', columns(pages.map(partRow))),
    section(style, 'NOT IN THIS VERSION YET', columns(notYet)),
    section(style, 'OPTIONS', columns([['-h, --help', 'Print help; after a command, its own']])),
    section(
      style,
      'EXAMPLES',
      examples(
        pages.flatMap((page) => page.examples.slice(0, 1)),
        style,
      ),
    ),
    `"trivet ${name} COMMAND --help" says more about a command.`,
  );
}

/** `trivet COMMAND --help` */
export function commandHelp(page: CommandPage, style: Style): string {
  const { command, usage, name } = page;
  return lines(
    command.fullDescription ?? command.brief,
    section(
      style,
      'USAGE',
      usage.map((line) => `trivet ${name} ${line}`),
    ),
    section(style, 'ARGUMENTS', columns(argumentRows(command.parameters))),
    section(style, 'OPTIONS', columns([...optionRows(page), ['-h, --help', 'Print this']])),
    section(style, 'EXAMPLES', examples(page.examples, style)),
  );
}

function partRow(part: CommandPage | CommandGroup): readonly [string, string] {
  return [part.name, ('pages' in part ? part.routes : part.command).brief];
}

/** Long name and description of each option, as help shows them: `-o, --output DIR`. */
export function optionRows({
  command,
  placeholders,
}: CommandPage): readonly (readonly [string, string])[] {
  const { flags = {}, aliases = {} } = command.parameters;
  return Object.entries(flags).map(([internal, flag]) => {
    const name = `--${kebab(internal)}`;
    const alias = Object.entries(aliases).find(([, target]) => target === internal)?.[0];
    const value = flag.kind === 'boolean' ? '' : ` ${placeholders[internal] ?? 'VALUE'}`;
    const short = alias === undefined ? '    ' : `-${alias}, `;
    return [`${short}${name}${value}`, sharedFlagBriefs[name] ?? flag.brief];
  });
}

function argumentRows({
  positional,
}: Command<CliContext>['parameters']): readonly (readonly [string, string])[] {
  if (positional === undefined) return [];
  const all = positional.kind === 'tuple' ? positional.parameters : [positional.parameter];
  return all.map(({ placeholder = 'ARG', brief }) => [placeholder, brief]);
}

function examples(items: CommandPage['examples'], style: Style): readonly string[] {
  return items.flatMap(({ line, does }) => [style('dim', `# ${does}`), line]);
}

function section(style: Style, title: string, body: readonly string[]): string {
  if (body.length === 0) return '';
  return [style('bold', title), ...body.map((line) => `  ${line}`)].join('\n');
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `${first.padEnd(width)}  ${second}`);
}

function lines(...blocks: readonly string[]): string {
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

import {
  buildApplication,
  buildRouteMap,
  version,
  type Application,
  type StricliIntegration,
} from '@stricli/core';
import { plainStyle, type Style } from '../report/style.ts';
import { dbGroup } from './commands/db.ts';
import { explainPage } from './commands/explain.ts';
import { loadPage } from './commands/load.ts';
import { scaffoldPage } from './commands/scaffold.ts';
import { withoutPrototype } from './commands/shared-flags.ts';
import type { CliContext } from './context.ts';
import { commandHelp, groupHelp, programHelp } from './help.ts';
import type { CommandGroup, CommandPage } from './page.ts';
import type { Terminal } from './terminal.ts';
import { parserText } from './usage-error.ts';
import { readVersion } from './version.ts';

/** What can follow `trivet`, in the order of help. */
export const programParts: readonly (CommandPage | CommandGroup)[] = [
  scaffoldPage,
  dbGroup,
  loadPage,
  explainPage,
];

export const commandGroups: readonly CommandGroup[] = programParts.filter(isGroup);

/** All commands, those of groups among them. */
export const commandPages: readonly CommandPage[] = programParts.flatMap((part) =>
  isGroup(part) ? part.pages : [part],
);

function isGroup(part: CommandPage | CommandGroup): part is CommandGroup {
  return 'pages' in part;
}

/** The program: what there is to call, and how its help looks. */
export function buildTrivet(terminal: Terminal): Application<CliContext> {
  const routes = Object.fromEntries(
    programParts.map((part) => [part.name, isGroup(part) ? part.routes : part.command]),
  );
  return buildApplication<CliContext>(
    buildRouteMap({
      routes: withoutPrototype(routes),
      docs: { brief: 'The backend loop in one tool' },
    }),
    {
      name: 'trivet',
      // A flag is `dryRun` in code and `--dry-run` on the command line; everything after `--` is an operand.
      scanner: {
        caseStyle: 'allow-kebab-for-camel',
        allowArgumentEscapeSequence: true,
        distanceOptions: slips,
      },
      localization: { text: parserText },
    },
    // Named here, because the default set takes -H for itself, which is promised to --header.
    {
      help: help(terminal),
      version: version({
        brief: 'Print the version',
        info: { getCurrentVersion: () => Promise.resolve(readVersion()) },
        alias: 'v',
      }),
    },
  );
}

/** What is suggested for an unknown name: letters left out are cheap (`--types`), other letters are not (`--nope`). */
const slips = {
  threshold: 5,
  weights: { insertion: 1, deletion: 3, substitution: 3, transposition: 1 },
};

/** `--help`, printed by the process's own standard output: it is the answer also where `--json` is given. */
function help({ outStyle, options }: Terminal): StricliIntegration<CliContext> {
  const style = options.json ? plainStyle : outStyle;
  return {
    flag: {
      brief: 'Print help',
      aliases: ['h'],
      global: true,
      defaultForRouteMap: true,
      run(_app, { result }) {
        this.process.stdout.write(helpOn(result.target, style));
      },
    },
  };
}

function helpOn(target: unknown, style: Style): string {
  const page = commandPages.find(({ command }) => command === target);
  if (page !== undefined) return commandHelp(page, style);
  const group = commandGroups.find(({ routes }) => routes === target);
  return group === undefined ? programHelp(programParts, style) : groupHelp(group, style);
}

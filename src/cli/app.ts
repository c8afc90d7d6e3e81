import {
  buildApplication,
  buildRouteMap,
  version,
  type Application,
  type StricliIntegration,
} from '@stricli/core';
import { plainStyle } from '../report/style.ts';
import { explainPage } from './commands/explain.ts';
import { loadPage } from './commands/load.ts';
import { scaffoldPage } from './commands/scaffold.ts';
import { withoutPrototype } from './commands/shared-flags.ts';
import type { CliContext } from './context.ts';
import { commandHelp, programHelp } from './help.ts';
import type { CommandPage } from './page.ts';
import type { Terminal } from './terminal.ts';
import { parserText } from './usage-error.ts';
import { readVersion } from './version.ts';

/** All commands, in the order of help. */
export const commandPages: readonly CommandPage[] = [scaffoldPage, loadPage, explainPage];

/** The program: what there is to call, and how its help looks. */
export function buildTrivet(terminal: Terminal): Application<CliContext> {
  const routes = Object.fromEntries(commandPages.map((page) => [page.name, page.command]));
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
        const page = commandPages.find(({ command }) => command === result.target);
        this.process.stdout.write(
          page === undefined ? programHelp(commandPages, style) : commandHelp(page, style),
        );
      },
    },
  };
}

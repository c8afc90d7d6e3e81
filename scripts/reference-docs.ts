import { errorCodes } from '../src/base/errors.ts';
import { programParts } from '../src/cli/app.ts';
import { configFile, scaffoldSettingNames } from '../src/cli/config.ts';
import { dbSettingNames } from '../src/cli/db/settings.ts';
import { commandHelp, groupHelp, programHelp } from '../src/cli/help.ts';
import type { CommandGroup, CommandPage } from '../src/cli/page.ts';
import { plainStyle } from '../src/report/style.ts';

/** The documents that are made from the code, by path. `update-docs.ts` writes them, `test/docs.test.ts` compares. */
export function referenceDocs(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/cli.md', cliReference()],
    ['docs/errors.md', errorReference()],
  ]);
}

const notice = '<!-- Made by scripts/update-docs.ts from the code. Edit the code, then run it. -->';

function cliReference(): string {
  return document(
    'The command line',
    fenced(programHelp(programParts, plainStyle)),
    ...programParts.flatMap(partReference),
    '## What all commands have in common',
    common,
    '## Exit codes',
    exitCodes,
    '## Configuration',
    configuration(),
    '## The programs of the seed',
    seedPrograms,
  );
}

function partReference(part: CommandPage | CommandGroup): readonly string[] {
  const isGroup = 'pages' in part;
  const help = isGroup ? groupHelp(part, plainStyle) : commandHelp(part, plainStyle);
  const more = isGroup ? part.pages.flatMap(partReference) : [];
  return [`## trivet ${part.name}`, fenced(help), ...more];
}

const common = `- Options stand before or after operands, as \`--name value\` or \`--name=value\`. \`-o\` is \`--output\`. After \`--\`, everything is an operand. A yes-or-no option is switched off with \`--name=false\`.
- The answer goes to standard output, progress and diagnostics to standard error.
- \`--json\` prints one JSON document on standard output and nothing else there. Its \`schema\` member names one of the published JSON Schemas in \`schemas/\`: \`trivet.scaffold/1\` is \`schemas/scaffold-1.json\`. A failure is a document, too: \`trivet.error/1\`.
- Every error says what failed, where (file:line:column and JSON pointer), and what to do next. Its code stands in brackets; \`trivet explain CODE\` says more, and [errors.md](errors.md) lists all.
- Colours and the live line only on a terminal. \`--no-color\`, \`FORCE_COLOR\`, \`NO_COLOR\` and \`CI\` decide, in this order.
- Passwords in URLs, \`Authorization\` and \`Cookie\` headers and tokens never appear in any output.
- Ctrl-C once: stop, exit 130, nothing half-written. Twice: at once.
- \`-\` is standard input wherever a file is read.`;

const exitCodes = `| code | means |
| --- | --- |
| 0 | done, and nothing to object to |
| 1 | done, and a threshold, expectation or severity was not met |
| 2 | the call is wrong: options, files that cannot be read, an invalid specification |
| 3 | the environment failed: host unreachable, permission denied, disk full |
| 70 | a bug in trivet |
| 130 | interrupted |`;

function configuration(): string {
  return `\`${configFile}\` in the current folder may hold defaults for options. Options of the command line win.

\`\`\`ts
export default {
  scaffold: { spec: 'openapi.yaml', framework: 'fastify', output: 'src/routes' },
  load: { concurrency: 50, duration: '30s', header: ['Accept: application/json'] },
  db: { schema: 'schema/', migrations: 'migrations/', lockTimeout: '100ms' },
};
\`\`\`

Settings of \`scaffold\`: ${scaffoldSettingNames.map((name) => `\`${name}\``).join(', ')}. They mean what the options of
the same name mean; \`spec\` is the operand.

Settings of \`load\`: all of its options but those of the output, in camel case, written as on the command line.

Settings of \`db\`: ${dbSettingNames.map((name) => `\`${name}\``).join(', ')}. \`schema\` is the
operand of \`trivet db compare\`, \`migrations\` that of \`migrate\`, \`status\`, \`lint\` and \`rollback --steps\`; the others mean what
the options of the same name mean. \`DATABASE_URL\` wins over \`connection\`, which \`trivet db lint\` leaves alone. What is allowed or
forced is said each time, and \`failOn\` is that of \`trivet db lint\`.`;
}

const seedPrograms = `\`api-scaffolder\`, \`database-migration-tool\` and \`api-load-tester\` are installed beside \`trivet\` and take the command
lines that they always took:

| program | is |
| --- | --- |
| \`api-scaffolder …\` | \`trivet scaffold …\` |
| \`database-migration-tool --analyze …\` | \`trivet db analyze …\` |
| \`database-migration-tool --suggest-indexes …\` | \`trivet db suggest-indexes …\` |
| \`database-migration-tool --compare FILE …\` | \`trivet db compare FILE …\` |
| \`database-migration-tool --migrate FILE …\` | \`trivet db migrate FILE …\` |
| \`api-load-tester …\` | \`trivet load …\` |`;

function errorReference(): string {
  const rows = Object.entries(errorCodes).map(
    ([code, { exit, meaning }]) => `| \`${code}\` | ${exit} | ${meaning} |`,
  );
  return document(
    'Errors',
    'What trivet itself can refuse or fail with. Findings about a document have pages of their own: `trivet explain` lists them.',
    ['| code | exit | means |', '| --- | --- | --- |', ...rows].join('\n'),
  );
}

function document(title: string, ...blocks: readonly string[]): string {
  return [`# ${title}`, notice, ...blocks].join('\n\n') + '\n';
}

function fenced(text: string): string {
  return ['```text', text.trimEnd(), '```'].join('\n');
}

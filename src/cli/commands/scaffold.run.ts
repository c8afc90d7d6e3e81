import { TrivetError } from '../../base/errors.ts';
import { findingsText } from '../../report/text.ts';
import type { ScaffoldRequest } from '../../scaffold/scaffold-types.ts';
import { loadConfig, type ScaffoldSettings } from '../config.ts';
import type { CliContext } from '../context.ts';
import { notYet, scaffoldOptionsNotYet } from '../not-yet.ts';
import { scaffoldDocument } from './scaffold.json.ts';
import { scaffoldText } from './scaffold.text.ts';
import type { ScaffoldFlags } from './scaffold-flags.ts';

/** `trivet scaffold`: one call of the library, one rendering of its result. */
export async function runScaffold(
  context: CliContext,
  flags: ScaffoldFlags,
  spec?: string,
): Promise<void> {
  refuseNotYet(flags);
  const { terminal, cwd, signal, stdin } = context;
  const { scaffold: settings } = await loadConfig(cwd);
  const request = requestFrom(flags, spec ?? settings.spec, settings);
  const { scaffold } = await import('../../scaffold/index.ts');
  const result = await scaffold(request, { cwd, signal, stdin, progress: terminal.progress });

  const { errStyle, outStyle, options } = terminal;
  const { verbose } = options;
  const shown = options.quiet
    ? result.findings.filter(({ severity }) => severity !== 'info')
    : result.findings;
  terminal.problem(findingsText(shown, { style: errStyle, verbose }));
  if (request.dryRun) {
    if (!options.json)
      terminal.note(scaffoldText({ request, result, cwd, verbose, style: errStyle }));
    terminal.answer(result.files.map((file) => file.diff ?? '').join(''));
  } else if (!options.quiet) {
    terminal.answer(scaffoldText({ request, result, cwd, verbose, style: outStyle }));
  }
  terminal.document(scaffoldDocument(request, result));
}

function refuseNotYet(flags: ScaffoldFlags): void {
  for (const [option, what] of scaffoldOptionsNotYet) {
    const given = option === '--from-db' ? flags.fromDb !== undefined : flags.generateSpec === true;
    if (given) throw notYet(`"trivet scaffold ${option}" (${what})`);
  }
}

function requestFrom(
  flags: ScaffoldFlags,
  source: string | undefined,
  settings: ScaffoldSettings,
): ScaffoldRequest {
  if (source === undefined) {
    throw new TrivetError('USAGE', 'No specification was named.', {
      hint: 'Name one: "trivet scaffold openapi.yaml". A URL or - (standard input) will do, too.',
    });
  }
  return {
    source,
    framework: flags.framework ?? settings.framework ?? 'express',
    output: flags.output ?? settings.output ?? '.',
    dryRun: flags.dryRun ?? false,
    force: flags.force ?? false,
    strict: flags.strict ?? settings.strict ?? false,
    mock: flags.mock ?? settings.mock ?? false,
    typesOnly: flags.typesOnly ?? settings.typesOnly ?? false,
    include: flags.include ?? settings.include ?? [],
    exclude: flags.exclude ?? settings.exclude ?? [],
    allowRemote: flags.allowRemote ?? settings.allowRemote ?? false,
  };
}

import { TrivetError } from '../../base/errors.ts';
import type { Finding, Severity } from '../../base/finding.ts';
import { didYouMean } from '../../base/suggest.ts';
import { redact } from '../../base/secrets.ts';
import { hazards } from '../../db/hazards/index.ts';
import { type Allowed, lintMigration } from '../../db/hazards/lint.ts';
import { forwardPart } from '../../db/hazards/forward-part.ts';
import { writeWholeFile } from '../../emit/whole-file.ts';
import { splitScript } from '../../postgres/script/split-script.ts';
import { counted, findingsText } from '../../report/text.ts';
import type { CliContext } from '../context.ts';
import {
  lintAnnotations,
  lintDocument,
  lintJunit,
  type LintResult,
  lintSarif,
} from '../db/lint-outputs.ts';
import { situationOf } from '../db/lint-situation.ts';
import { orSettings, pick, readDbSettings } from '../db/settings.ts';
import { readSqlFiles, type SqlFile } from '../db/sql-files.ts';
import { fileAt } from '../report-files.ts';
import { withDefaults } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { readVersion } from '../version.ts';
import type { DbLintFlags } from './db-lint-flags.ts';

/** `trivet db lint`: the hazards of migrations, in the forms that were asked for. */
export async function runDbLint(
  context: CliContext,
  given: DbLintFlags,
  operands: readonly string[],
): Promise<void> {
  const { terminal, cwd, stdin } = context;
  const settings = await readDbSettings(context);
  const flags = withDefaults(given, pick(settings, ['pg', 'failOn', 'pedantic']));
  const named = orSettings(operands, settings.migrations);
  if (named.length === 0) {
    throw new TrivetError('USAGE', 'No migration was named.', {
      hint: 'Name files, folders or - (standard input): "trivet db lint migrations/".',
    });
  }
  checkIds(flags.allow ?? []);
  const startedAt = new Date();
  const result = await lintFiles(await readSqlFiles(named, cwd, stdin), flags);
  if (flags.sarif !== '-' && flags.junit !== '-') answer(result, flags, terminal);
  terminal.document(lintDocument(result));
  sayOutcome(result, terminal);
  await writeReports(result, flags, context, startedAt);
  if (process.env['GITHUB_ACTIONS'] === 'true') {
    for (const line of lintAnnotations(result)) terminal.problem(line);
  }
  if (result.objections.length > 0) context.outcome.exit = 1;
}

function checkIds(ids: readonly string[]): void {
  const known = hazards.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  throw new TrivetError('USAGE', `There is no hazard "${unknown}"${didYouMean(unknown, known)}`, {
    hint: `Give one of ${known.join(', ')}.`,
  });
}

async function lintFiles(files: readonly SqlFile[], flags: DbLintFlags): Promise<LintResult> {
  const { pedantic, allow, failOn = 'warning' } = flags;
  const context = { ...(await situationOf(flags)), pedantic, allow };
  const linted: { file: string; statements: number }[] = [];
  const findings: Finding[] = [];
  const allowed: Allowed[] = [];
  const faults: TrivetError[] = [];
  for (const { name: file, text } of files) {
    const forward = forwardPart(text);
    const statements = splitScript(forward.text, file);
    const migration = { ...forward, file, statements };
    const lint = await lintMigration(migration, context).catch(keep);
    if (lint instanceof TrivetError) {
      faults.push(lint);
      continue;
    }
    linted.push({ file, statements: statements.length });
    findings.push(...lint.findings);
    allowed.push(...lint.allowed);
  }
  if (faults.length > 0) throw together(faults, files.length);
  const objections = findings.filter(({ severity }) => ranks[severity] >= ranks[failOn]);
  return { files: linted, findings, allowed, failOn, objections };
}

/** What is wrong with a file, so that the others can be looked at, too. */
function keep(error: unknown): TrivetError {
  if (error instanceof TrivetError && error.code === 'INPUT_INVALID') return error;
  throw error;
}

function together(faults: readonly TrivetError[], count: number): TrivetError {
  const [first] = faults;
  if (first !== undefined && count === 1) return first;
  const what = `${faults.length} of ${count} files ${faults.length === 1 ? 'is' : 'are'} not SQL`;
  return new TrivetError('INPUT_INVALID', `${what} that PostgreSQL understands.`, {
    hint: 'Correct what is listed above.',
    findings: faults.flatMap(({ findings }) => findings),
  });
}

const ranks: Readonly<Record<Severity | 'never', number>> = {
  info: 0,
  warning: 1,
  error: 2,
  never: 3,
};

function answer(result: LintResult, { pedantic = false }: DbLintFlags, terminal: Terminal): void {
  const { outStyle: style, options } = terminal;
  const { findings } = result;
  const shown = options.quiet ? findings.filter(({ severity }) => severity !== 'info') : findings;
  terminal.answer(findingsText(shown, { style, verbose: options.verbose || pedantic }));
  if (findings.length === 0 && !options.quiet)
    terminal.answer(`No hazards in ${extentOf(result)}.\n`);
}

function sayOutcome(result: LintResult, { errStyle: style, note, problem }: Terminal): void {
  const { allowed, objections, failOn } = result;
  if (allowed.length > 0) note(`${counted(allowed.length, 'hazard')} allowed.`);
  if (objections.length === 0) return;
  const what = counted(objections.length, 'hazard');
  problem(`${style('red', 'failed:')} ${what} in ${extentOf(result)} (--fail-on ${failOn})`);
}

function extentOf({ files }: LintResult): string {
  const statements = files.reduce((sum, file) => sum + file.statements, 0);
  return `${counted(statements, 'statement')} of ${counted(files.length, 'file')}`;
}

async function writeReports(
  result: LintResult,
  flags: DbLintFlags,
  { terminal, cwd }: CliContext,
  startedAt: Date,
): Promise<void> {
  const reports: (readonly [name: string | undefined, text: () => Promise<string> | string])[] = [
    [flags.sarif, () => lintSarif(result, readVersion())],
    [
      flags.junit,
      () => lintJunit(result, startedAt.toISOString(), Date.now() - startedAt.getTime()),
    ],
  ];
  for (const [name, text] of reports) {
    if (name === undefined) continue;
    if (name === '-') {
      terminal.answer(await text());
      continue;
    }
    writeWholeFile(fileAt(name, cwd), redact(await text()));
    terminal.note(`Wrote ${name}`);
  }
}

import { TrivetError } from '../../base/errors.ts';
import { type CompareRequest, compareSchemas } from '../../db/compare/compare.ts';
import { parseBackfill } from '../../db/compare/backfill/backfill.ts';
import { parseRename } from '../../db/compare/renames.ts';
import { StepFailure } from '../../db/prove/observe.ts';
import { openShadow } from '../../postgres/shadow/open-shadow.ts';
import { counted } from '../../report/text.ts';
import type { CliContext } from '../context.ts';
import { compareDocument } from '../db/compare-document.ts';
import { migrationFiles, writeMigration } from '../db/compare-files.ts';
import { type Compared, compareReport } from '../db/compare-report.ts';
import { compareText } from '../db/compare-text.ts';
import { renameHint, renameQuestion } from '../db/rename-texts.ts';
import { type NamedSchema, type Origin, schemaFrom, schemaOf } from '../db/schemas.ts';
import { orSettings, pick, readDbSettings } from '../db/settings.ts';
import { withDefaults } from '../settings.ts';
import type { DbCompareFlags } from './db-compare-flags.ts';

/** `trivet db compare`: one plan, proven, and its files. */
export async function runDbCompare(
  context: CliContext,
  given: DbCompareFlags,
  operands: readonly string[],
): Promise<void> {
  const { terminal, signal } = context;
  const settings = await readDbSettings(context);
  const flags = withDefaults(given, pick(settings, ['shadow', 'pg', 'strict']));
  const wanted = orSettings(operands, settings.schema);
  if (wanted.length === 0) {
    throw new TrivetError('USAGE', 'No target was named.', {
      hint: 'Name the schema that is wanted ("trivet db compare schema.sql --connection postgres://…"), or set db.schema in trivet.config.ts.',
    });
  }
  const renames = (flags.rename ?? []).map(parseRename);
  const backfills = await Promise.all((flags.backfill ?? []).map(parseBackfill));
  terminal.progress('Reading the schema');
  const source = await schemaFrom(flags, settings.connection, context);
  const target = await schemaOf(wanted, context);
  const origin = originOf(flags, source, target);
  terminal.progress('Starting a shadow');
  await using shadow = await openShadow({
    ...origin,
    ...(flags.shadow === undefined ? {} : { url: flags.shadow }),
    signal,
  });
  terminal.progress('Proving the plan');
  const request = {
    source: source.schema,
    target: target.schema,
    shadow,
    renames,
    backfills,
    ...askingIn(context, flags),
  };
  const comparison = await compareSchemas(request).catch((error: unknown) => {
    throw explained(error);
  });
  await report(context, flags, { comparison, source, target, shadow, major: origin.major });
}

/** Who says what is only renamed. A check for differences is not about how to make them. */
function askingIn(
  { ask }: CliContext,
  { noInput, check }: DbCompareFlags,
): Pick<CompareRequest, 'confirmRename'> {
  if (ask === undefined || noInput === true || check === true) return {};
  return { confirmRename: (candidate) => ask(renameQuestion(candidate)) };
}

const MAJOR_DEFAULT = 18;

/** The server that the migration is for: the source's, where it has one. */
function originOf({ from, pg }: DbCompareFlags, source: NamedSchema, target: NamedSchema): Origin {
  const known = source.origin ?? target.origin ?? { major: MAJOR_DEFAULT, user: 'postgres' };
  return from === undefined || pg === undefined ? known : { ...known, major: Number(pg) };
}

async function report(
  context: CliContext,
  flags: DbCompareFlags,
  compared: Compared,
): Promise<void> {
  const { terminal, cwd, outcome } = context;
  const result = await compareReport(compared);
  if (flags.strict === true) refuseDoubts(result.doubts);
  const files =
    flags.output === undefined || result.equal
      ? undefined
      : migrationFiles(result, { folder: flags.output, name: flags.name, now: new Date() });
  if (files !== undefined) writeMigration(files, cwd);
  const { check = false } = flags;
  const { verbose } = terminal.options;
  terminal.answer(compareText(result, files, { style: terminal.outStyle, verbose, check }));
  terminal.document(compareDocument(result, files));
  // What was asked needs no hint.
  const hints = 'confirmRename' in askingIn(context, flags) ? [] : result.renames;
  for (const candidate of hints) terminal.note(renameHint(candidate));
  const { target, shadow } = compared;
  if (target.origin !== undefined && target.origin.major !== shadow.major) {
    terminal.note(
      `${target.name} is of PostgreSQL ${target.origin.major}, and was compared as PostgreSQL ${shadow.major} has it.`,
    );
  }
  for (const note of result.notes) terminal.note(note);
  for (const doubt of result.doubts)
    terminal.problem(`${terminal.errStyle('yellow', 'warning:')} ${doubt}`);
  if (!check || result.equal) return;
  const steps = counted(result.migration.length, 'step');
  terminal.problem(
    `${terminal.errStyle('red', 'failed:')} ${result.source} is ${steps} away from ${result.target} (--check)`,
  );
  outcome.exit = 1;
}

function refuseDoubts(doubts: readonly string[]): void {
  if (doubts.length === 0) return;
  throw new TrivetError('COMPARE_UNSUPPORTED', `not supported: ${doubts.join('; ')}`, {
    hint: 'Leave out --strict to get what can be said without that.',
  });
}

/** A plan that the shadow refused is not shown. */
function explained(error: unknown): unknown {
  if (!(error instanceof StepFailure)) return error;
  const { fills } = error.step;
  if (fills !== undefined) {
    return new TrivetError('USAGE', `--backfill ${fills}: ${error.message}`, {
      hint: 'Give an expression of SQL over the columns of the table, by their bare names.',
      cause: error,
    });
  }
  return new TrivetError(
    'COMPARE_UNSUPPORTED',
    `not supported: no plan was found that PostgreSQL accepts (${error.message}, in "${error.step.sql.split('\n', 1)[0]}")`,
    {
      hint: 'Make this change by hand, then compare again; the schemas in question help to get it mended.',
      cause: error,
    },
  );
}

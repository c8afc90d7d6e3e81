import { TrivetError } from '../../base/errors.ts';
import type { Session, SqlError } from '../session.ts';
import { isHarmless, mayComeLater, missingRole, statementFailed } from './schema-failure.ts';
import { loadableSql, schemaRoleOf } from './schema-statement.ts';
import type { Script } from './script.ts';
import { scriptError } from './script-error.ts';
import type { ScriptStatement } from './script-statement.ts';
import { splitScript } from './split-script.ts';

export interface LoadOptions {
  /** Makes roles that statements name and the server does not have. */
  readonly ensureRoles: (names: readonly string[]) => Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * As many statements go to the server in one message, and are one transaction there. At the end of each statement the server
 * goes through all locks of its transaction: with 200 it takes a tenth longer, and longer again with all in one.
 */
const BATCH_STATEMENTS_MAX = 100;

/**
 * Runs schema files in an empty database, each as if by a psql of its own. The order of the files (and within them) need
 * not be right: what fails because something is not there yet is tried again after the rest.
 */
export async function loadScripts(
  session: Session,
  scripts: readonly Script[],
  options: LoadOptions,
): Promise<void> {
  let files = scripts.map(readFile);
  for (let failuresBefore = Infinity; files.length > 0;) {
    const failed: FailedFile[] = [];
    for (const file of files) {
      const failures = await runFile(session, file, options);
      if (failures.length > 0) failed.push({ file, failures });
    }
    const failures = failed.flatMap((each) => each.failures);
    if (failures.length >= failuresBefore) throw firstFailure(failed, failures.length - 1);
    failuresBefore = failures.length;
    files = failed.map(whatIsLeft);
  }
  await session.reset();
}

interface SchemaFile {
  readonly name: string;
  readonly statements: readonly SchemaStatement[];
}

interface SchemaStatement extends ScriptStatement {
  readonly isSetting: boolean;
}

interface Failure {
  readonly statement: SchemaStatement;
  readonly error: SqlError;
}

interface FailedFile {
  readonly file: SchemaFile;
  readonly failures: readonly Failure[];
}

function readFile(script: Script): SchemaFile {
  const statements = splitScript(script.text, script.name).flatMap((statement) => {
    const role = schemaRoleOf(statement.sql);
    if (role === 'undoing') {
      const hint = 'Take it out: a schema file is loaded as a whole or not at all.';
      throw scriptError(script, statement.offset, 'a schema file cannot be rolled back', hint);
    }
    if (role === 'outside') return [];
    return [{ ...statement, sql: loadableSql(statement.sql), isSetting: role === 'setting' }];
  });
  return { name: script.name, statements };
}

/** What has not run yet, and all that decides what it means. */
function whatIsLeft({ file, failures }: FailedFile): SchemaFile {
  const left = new Set(failures.map(({ statement }) => statement));
  return {
    ...file,
    statements: file.statements.filter((statement) => statement.isSetting || left.has(statement)),
  };
}

function firstFailure([first]: readonly FailedFile[], others: number): Error {
  const failure = first?.failures[0];
  if (first === undefined || failure === undefined) throw new Error('nothing failed');
  return statementFailed(failure.error, failure.statement, first.file.name, others);
}

// Bodies of functions may name what comes later. Messages are read here, so they must be in English.
const LOADING_SETTINGS = `
  SET check_function_bodies = off; SET client_min_messages = error;
  SELECT set_config('lc_messages', 'C', false) FROM pg_roles WHERE rolname = current_user AND rolsuper`;

/** Runs one file; gives back what may yet work when other files have run. */
async function runFile(
  session: Session,
  file: SchemaFile,
  options: LoadOptions,
): Promise<readonly Failure[]> {
  await session.reset();
  await session.execute(LOADING_SETTINGS);
  const failures: Failure[] = [];
  for (let at = 0; at < file.statements.length; at += BATCH_STATEMENTS_MAX) {
    options.signal?.throwIfAborted();
    const batch = file.statements.slice(at, at + BATCH_STATEMENTS_MAX);
    const text = batch.map(({ sql }) => sql).join(';\n');
    if ((await attempt(session, text, options)) === undefined) continue;
    // The batch as a whole was undone; one by one it shows which statement it is.
    for (const statement of batch) {
      const error = await attempt(session, statement.sql, options);
      if (error === undefined || isHarmless(error)) continue;
      // After the first failure others may be its consequences, whatever they say.
      if (failures.length === 0 && !mayComeLater(error, statement.sql)) {
        throw statementFailed(error, statement, file.name);
      }
      failures.push({ statement, error });
    }
  }
  return failures;
}

/** Runs statements, and makes the roles that they miss. */
async function attempt(
  session: Session,
  sql: string,
  { ensureRoles }: LoadOptions,
): Promise<SqlError | undefined> {
  const made = new Set<string>();
  for (;;) {
    try {
      await session.execute(sql);
      return undefined;
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TrivetError) throw error;
      const role = missingRole(error);
      if (role === undefined || made.has(role)) return error;
      await ensureRoles([role]);
      made.add(role);
    }
  }
}

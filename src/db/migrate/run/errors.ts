import { TrivetError } from '../../../base/errors.ts';
import { formatPlace, placeOf } from '../../../postgres/script/script-statement.ts';
import type { SqlError } from '../../../postgres/session.ts';
import { historyDenied } from '../history/schema.ts';
import type { MigrationStatement } from '../migration.ts';
import type { Job } from './job.ts';

/** What a statement failed with, if it was the server that said so. */
export function sqlError(error: unknown): SqlError | undefined {
  return isSqlError(error) && error.code?.length === 5 ? error : undefined;
}

function isSqlError(error: unknown): error is SqlError {
  return error instanceof Error && !(error instanceof TrivetError) && 'code' in error;
}

/** The same may work a moment later: no lock in time, a deadlock, two transactions in each other's way. */
export function isTransient(error: unknown): boolean {
  return ['55P03', '40P01', '40001'].includes(sqlError(error)?.code ?? '');
}

/** The connection broke: whether the statement was carried out is for the history to say. */
export function isLost(error: unknown): boolean {
  return error instanceof TrivetError && error.code === 'DATABASE_LOST';
}

export function interrupted(cause?: unknown): TrivetError {
  return new TrivetError('INTERRUPTED', 'Stopped before the end.', { cause });
}

/** The server refused a statement; what of the migration is done stays done. */
export function statementFailed(
  error: unknown,
  statement: MigrationStatement,
  path: string,
  done: string,
): unknown {
  const cause = sqlError(error);
  if (cause === undefined) return error;
  const place = formatPlace(placeOf(statement, path, cause.position));
  const detail = cause.detail === undefined ? '' : ` (${cause.detail})`;
  return new TrivetError(
    cause.code === '42501' ? 'DATABASE_DENIED' : 'SQL_FAILED',
    `${place}: ${cause.message}${detail}`,
    { hint: `${hintFor(cause)} ${done}`, cause },
  );
}

/** What the server refused beside the statements of a migration. */
export function explained(error: unknown): unknown {
  const cause = sqlError(error);
  if (cause === undefined) return error;
  if (cause.code === '42501') return historyDenied(cause);
  return new TrivetError('SQL_FAILED', cause.message, { hint: hintFor(cause), cause });
}

const hints: Readonly<Record<string, string>> = {
  '25001': 'Write -- trivet:transaction none into the first line of the file.',
  '2D000': 'Write -- trivet:transaction none into the first line: the procedure commits by itself.',
  '55P04': 'Use a new value of an enum in another transaction than the one that adds it.',
  '57014': 'It took too long (statement_timeout), or somebody cancelled it.',
};

function hintFor({ code, hint }: SqlError): string {
  return hints[code ?? ''] ?? hint ?? 'Correct the file and run the command again.';
}

/** For hints: what of the file stands, and that the rest does not. */
export function doneSoFar({ migration }: Job, index: number): string {
  const count = migration.parts.length;
  if (count === 1) return 'Nothing of this file has been done.';
  return index === 0
    ? `Nothing of its ${count} parts has been done.`
    : `Of its ${count} parts ${index === 1 ? 'the first is' : `the first ${index} are`} done, and will not be done again.`;
}

/** No lock in all that time. */
export function lockedOut(
  statement: MigrationStatement,
  path: string,
  waited: string,
  blockers: readonly string[],
): TrivetError {
  const place = formatPlace(placeOf(statement, path));
  const who = blockers.length === 0 ? '' : `; blocked by ${blockers.join(', ')}`;
  return new TrivetError('DATABASE_BUSY', `${place}: no lock within ${waited}${who}`, {
    hint: 'End what blocks it and run the command again, or try longer with --lock-retry-for.',
  });
}

import { TrivetError } from '../../base/errors.ts';
import type { SqlError } from '../session.ts';
import { formatPlace, placeOf, type ScriptStatement } from './script-statement.ts';

/** What the server said of a statement that is part of no schema's meaning: the thing is there, which is all that it wants. */
export function isHarmless({ code, message }: SqlError): boolean {
  return harmless.some(([state, pattern]) => state === code && pattern.test(message));
}

const harmless: readonly (readonly [code: string, message: RegExp])[] = [
  ['42P06', /schema "public" already exists/],
  ['42710', /extension "plpgsql" already exists/],
  ['42710', /role ".*" already exists/],
  // Settings that a dump of another version begins with.
  ['42704', /parameter "(transaction_timeout|default_with_oids|default_table_access_method)"/],
];

/** The role that a statement needs and the server does not have. */
export function missingRole({ code, message }: SqlError): string | undefined {
  if (code !== '42704' && code !== '22023') return undefined;
  return /^role "(.*)" does not exist$/s.exec(message)?.[1];
}

/** Whether what is missing may yet come: a relation, a function, a type or other object, a schema, a column, a key. */
export function mayComeLater({ code }: SqlError, sql: string): boolean {
  if (/^drop\b/i.test(sql)) return false;
  return ['42P01', '42883', '42704', '3F000', '42703', '42830'].includes(code ?? '');
}

export function statementFailed(
  error: SqlError,
  statement: ScriptStatement,
  file: string,
  others = 0,
): TrivetError {
  const place = formatPlace(placeOf(statement, file, error.position));
  const detail = error.detail === undefined ? '' : ` (${error.detail})`;
  const more = others === 0 ? '' : `; ${others} more cannot run either`;
  return new TrivetError('SQL_FAILED', `${place}: ${error.message}${detail}${more}`, {
    hint: hintFor(error),
    cause: error,
  });
}

function hintFor({ message, hint }: SqlError): string {
  // The two ways in which the versions say that an extension is not installed.
  if (/extension (".*" is not available|control file)/.test(message)) {
    return 'Use --shadow URL with a server that has the extension.';
  }
  return hint ?? 'Correct the statement; psql would refuse it with the same words.';
}

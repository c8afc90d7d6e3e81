import { type ErrorCode, TrivetError } from '../base/errors.ts';

/** Why a connection could not be opened, and what to do about it. */
export function connectionFailed(error: unknown, place: string): TrivetError {
  const cause = innermost(error);
  const { code, hint } = adviceFor(cause);
  return new TrivetError(code, `cannot connect to ${place}: ${sentenceOf(cause)}`, { hint, cause });
}

/** What is no connection string. It is not shown: it may hold a password in a form that nobody can tell from the rest. */
export function connectionStringWrong(cause?: unknown): TrivetError {
  const why = cause instanceof Error ? `: ${cause.message}` : '';
  return new TrivetError('USAGE', `the connection string is not a postgres:// URL${why}`, {
    hint: 'Write postgres://user:password@host:5432/database, or pglite:FOLDER.',
  });
}

/** A connection that broke while it was in use: the statement may or may not have been carried out. */
export function connectionLost(error: unknown, place: string): TrivetError {
  const cause = innermost(error);
  return new TrivetError(
    'DATABASE_LOST',
    `the connection to ${place} was lost: ${sentenceOf(cause)}`,
    { hint: 'Look into the log of the server, then run the command again.', cause },
  );
}

interface Failure {
  readonly code?: string;
  readonly message: string;
}

/** Node tries all addresses of a name and throws what went wrong with each; the first says enough. */
function innermost(error: unknown): Failure {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  return error instanceof Error ? error : { message: String(error) };
}

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was reset',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'the network is unreachable',
  ENOENT: 'there is no such socket',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name cannot be looked up',
  ETIMEDOUT: 'no answer in time',
};

function sentenceOf({ code, message }: Failure): string {
  if (/timeout expired/i.test(message)) return 'no answer in time';
  if (/client password must be/i.test(message)) return 'no password was given';
  return sentences[code ?? ''] ?? message;
}

interface Advice {
  readonly code: ErrorCode;
  readonly hint: string;
}

const networkHint = 'Check that the server runs, and host and port of the connection string.';

/** In this order: what the message says, then the class of its code. */
const advices: readonly (readonly [pattern: RegExp, advice: Advice])[] = [
  [
    /no pg_hba\.conf entry.*(no encryption|SSL off)/,
    denied('Add ?sslmode=require to the connection string, or an entry to pg_hba.conf.'),
  ],
  [/does not support SSL/i, unreachable('Take sslmode out of the connection string.')],
  [/certificate/i, unreachable('Name the root with sslrootcert=FILE, or use sslmode=require.')],
  [/^(28|42501)|SASL/, denied('Check user and password of the connection string.')],
  [/^3D000/, unreachable('Create the database, or correct its name in the connection string.')],
  [/^53300/, unreachable('Wait until a connection is free, or raise max_connections.')],
  [/^57P03/, unreachable('The server is starting or stopping: try again in a moment.')],
];

function adviceFor({ code, message }: Failure): Advice {
  const text = `${code ?? ''} ${message}`.trimStart();
  return advices.find(([pattern]) => pattern.test(text))?.[1] ?? unreachable(networkHint);
}

function unreachable(hint: string): Advice {
  return { code: 'DATABASE_UNREACHABLE', hint };
}

function denied(hint: string): Advice {
  return { code: 'DATABASE_DENIED', hint };
}

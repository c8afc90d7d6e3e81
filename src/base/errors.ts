import type { Finding } from './finding.ts';

/** What the process exits with; see docs/cli.md. */
export type ExitCode = 0 | 1 | 2 | 3 | 70 | 130;

export type ErrorCode =
  | 'USAGE'
  | 'INPUT_NOT_FOUND'
  | 'INPUT_UNREADABLE'
  | 'INPUT_TOO_LARGE'
  | 'INPUT_INVALID'
  | 'SPEC_INVALID'
  | 'SPEC_STRICT'
  | 'REMOTE_REF_FORBIDDEN'
  | 'OUTPUT_EDITED'
  | 'OUTPUT_OUTSIDE'
  | 'CONFIG_INVALID'
  | 'NOT_YET'
  | 'COMPARE_UNSUPPORTED'
  | 'FETCH_FAILED'
  | 'TARGET_UNREACHABLE'
  | 'FILE_LIMIT'
  | 'BASELINE_MISMATCH'
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_DENIED'
  | 'DATABASE_LOST'
  | 'DATABASE_UNSUPPORTED'
  | 'SQL_FAILED'
  | 'MIGRATION_REFUSED'
  | 'MIGRATION_UNRESOLVED'
  | 'DATABASE_BUSY'
  | 'SHADOW_UNAVAILABLE'
  | 'OUTPUT_UNWRITABLE'
  | 'INTERRUPTED'
  | 'INTERNAL';

interface ErrorKind {
  readonly exit: ExitCode;
  readonly meaning: string;
}

/** Every way in which trivet itself can refuse or fail. `meaning` goes into docs/errors.md. */
export const errorCodes: Readonly<Record<ErrorCode, ErrorKind>> = {
  USAGE: {
    exit: 2,
    meaning: 'The command line is wrong: an unknown flag, a missing operand, a value out of range.',
  },
  INPUT_NOT_FOUND: {
    exit: 2,
    meaning: 'A file named on the command line does not exist or is not a regular file.',
  },
  INPUT_UNREADABLE: { exit: 2, meaning: 'A file exists but cannot be read.' },
  INPUT_TOO_LARGE: { exit: 2, meaning: 'A document is larger than the documented limit.' },
  INPUT_INVALID: {
    exit: 2,
    meaning:
      'A file is not what it should be: no baseline of a load test, no snapshot of a schema, no file of requests, no log or file of statements, or a damaged one.',
  },
  SPEC_INVALID: {
    exit: 2,
    meaning: 'The specification has errors; each is listed with its place.',
  },
  SPEC_STRICT: {
    exit: 2,
    meaning: 'With --strict: the specification has features that cannot be generated faithfully.',
  },
  REMOTE_REF_FORBIDDEN: {
    exit: 2,
    meaning: 'A $ref points to another host and --allow-remote was not given.',
  },
  OUTPUT_EDITED: {
    exit: 2,
    meaning: 'A generated file was edited by hand; --force overwrites it.',
  },
  OUTPUT_OUTSIDE: {
    exit: 2,
    meaning:
      'A planned file would lie outside the output folder, or behind a symbolic link that leads outside.',
  },
  CONFIG_INVALID: {
    exit: 2,
    meaning: 'trivet.config.ts cannot be loaded or has unknown or wrong settings.',
  },
  NOT_YET: {
    exit: 2,
    meaning: 'The command is known but this version of trivet does not have it yet.',
  },
  COMPARE_UNSUPPORTED: {
    exit: 2,
    meaning:
      'No plan between two schemas was found that PostgreSQL accepts, or, with --strict, not all of it could be compared and proven.',
  },
  FETCH_FAILED: { exit: 3, meaning: 'A URL could not be fetched.' },
  BASELINE_MISMATCH: {
    exit: 2,
    meaning:
      'A baseline was measured with another configuration or on another machine; --compare-anyway compares all the same.',
  },
  FILE_LIMIT: {
    exit: 3,
    meaning: 'More connections were asked for than the system lets a process have open.',
  },
  TARGET_UNREACHABLE: {
    exit: 3,
    meaning: 'No connection to the target of a load test could be opened.',
  },
  DATABASE_UNREACHABLE: {
    exit: 3,
    meaning: 'No connection to the database could be opened: host, port, network, name or TLS.',
  },
  DATABASE_DENIED: {
    exit: 3,
    meaning: 'The database let nobody in with this user and password, or a right was missing.',
  },
  DATABASE_LOST: {
    exit: 3,
    meaning: 'The connection to the database broke while it was in use.',
  },
  DATABASE_UNSUPPORTED: { exit: 3, meaning: 'The server is older than PostgreSQL 14.' },
  SQL_FAILED: {
    exit: 2,
    meaning:
      'A statement of a SQL file was refused by the server, or the file cannot be read as SQL.',
  },
  MIGRATION_REFUSED: {
    exit: 1,
    meaning:
      'A migration was not applied: edited since it was, out of order, incomplete, or it would lose data; --allow takes what is refused by name.',
  },
  MIGRATION_UNRESOLVED: {
    exit: 1,
    meaning:
      'A statement was interrupted and nobody but a person can tell whether it was done; --resume says it.',
  },
  DATABASE_BUSY: {
    exit: 3,
    meaning:
      'Something is in the way of a migration: another run, a lock, a long transaction, a standby that lags behind.',
  },
  SHADOW_UNAVAILABLE: {
    exit: 3,
    meaning:
      'There is no scratch server to prove things on: none is installed, or it does not start.',
  },
  OUTPUT_UNWRITABLE: {
    exit: 3,
    meaning: 'A file could not be written: permission, a full disk, a read-only file system.',
  },
  INTERRUPTED: { exit: 130, meaning: 'Stopped by Ctrl-C or SIGTERM.' },
  // Never thrown: what any error that is not a TrivetError is reported as.
  INTERNAL: { exit: 70, meaning: 'A bug in trivet. --verbose shows the stack to report.' },
};

export interface TrivetErrorDetails {
  /** What to do next, one sentence in the imperative. */
  readonly hint?: string;
  /** All that is wrong with the input, where it is more than one thing. */
  readonly findings?: readonly Finding[];
  readonly cause?: unknown;
}

/** A failure that the user can do something about. Bugs stay plain `Error`s and exit with 70. */
export class TrivetError extends Error {
  override readonly name = 'TrivetError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly findings: readonly Finding[];

  constructor(code: ErrorCode, message: string, details: TrivetErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    this.findings = details.findings ?? [];
  }

  get exit(): ExitCode {
    return errorCodes[this.code].exit;
  }
}

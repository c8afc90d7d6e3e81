/**
 * One connection to a PostgreSQL server. All that trivet knows of a server comes through this, whether it is the user's
 * own, an embedded one or PGlite.
 */
export interface Session extends AsyncDisposable {
  /** Major version: 14 to 18. */
  readonly major: number;
  /** The server process behind this session, as in `pg_stat_activity`; for `pg_cancel_backend` from another session. */
  readonly pid: number;
  /** One statement with parameters; its rows by column name. Throws what the driver throws (`SqlError`). */
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /**
   * Any number of statements without parameters, in one message: one implicit transaction, unless they say otherwise.
   * `onNotice` hears what the server says meanwhile (`RAISE NOTICE`).
   */
  execute(sql: string, onNotice?: (message: string) => void): Promise<void>;
  /** Takes back what `SET` did: settings, role and session authorization are those of a new connection. */
  reset(): Promise<void>;
  /**
   * A second session with the same database, to ask two things at the same time; it ends with this one. Only where nobody
   * else changes the database: both are to see the same.
   */
  readonly beside?: () => Promise<Session>;
}

/** What PostgreSQL says of a statement that failed; drivers attach more, this is what trivet relies on. */
export interface SqlError extends Error {
  /** SQLSTATE, five characters. */
  readonly code?: string;
  /** Where in the text that was sent, in characters from 1. */
  readonly position?: string;
  readonly detail?: string;
  readonly hint?: string;
}

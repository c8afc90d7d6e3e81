import type { Session } from '../session.ts';
import type { RelationFiles } from './relation-files.ts';

/** A server of our own where nothing is at stake: plans are proven on it, schema files are loaded into it. */
export interface Shadow extends AsyncDisposable {
  readonly major: number;
  /** `embedded PostgreSQL 17.10`, for people. */
  readonly name: string;
  /**
   * An empty database (as `template0`) and a session in it. Both are gone when it is disposed of. The session's user is
   * the one that the shadow was opened for, and a superuser.
   */
  createDatabase(): Promise<ShadowDatabase>;
  /**
   * A copy of a database of this shadow with all that is in it. The sessions that `connect` opened there must be closed;
   * its own session is interrupted (settings and temporary tables are lost) and carries on by itself.
   */
  clone(database: ShadowDatabase): Promise<ShadowDatabase>;
  /** Makes the roles that are not there yet, without any right to log in. */
  ensureRoles(names: readonly string[]): Promise<void>;
}

export interface ShadowDatabase extends AsyncDisposable {
  readonly name: string;
  readonly session: Session;
  /** Where they are within reach: an embedded server's. */
  readonly files?: RelationFiles | undefined;
  /** A second connection to the same database. */
  connect(): Promise<Session>;
}

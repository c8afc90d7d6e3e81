import type { Session } from '../../../postgres/session.ts';
import type { MigrationFile } from '../migration.ts';

/** One migration in the history of another tool. */
export interface ForeignRecord {
  /** As that tool names it: a version, a name, a hash. */
  readonly key: string;
  /** As the server writes times in JSON. */
  readonly applied: string | null;
  /** In whatever form that tool keeps it. */
  readonly checksum: string | null;
  /** It failed, and the tool expects somebody to look at it. */
  readonly failed: boolean;
}

/** The history of another tool. It is read and never changed. */
export interface Adopter {
  readonly tool: string;
  /** Its table, for `to_regclass`. */
  readonly table: string;
  readonly read: (session: Session) => Promise<readonly ForeignRecord[]>;
  /** The record of a file, if that tool has applied it. */
  readonly find: (
    file: MigrationFile,
    records: readonly ForeignRecord[],
  ) => ForeignRecord | undefined;
  /** Whether the file is still what the tool applied, where its history can tell. */
  readonly isEdited?: (file: MigrationFile, record: ForeignRecord) => boolean;
}

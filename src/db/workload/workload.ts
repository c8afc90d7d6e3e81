/** A statement that ran, with `$1` … in the place of its constants, and what it cost. */
export interface WorkloadStatement {
  /** The server's number for it, or one of our own. */
  readonly id: string;
  readonly text: string;
  readonly calls: number;
  readonly totalMs: number;
  /** Returned or changed, in all calls. */
  readonly rows: number;
  /** Written to temporary files, in all calls: sorts and hash tables that `work_mem` had no room for. */
  readonly temporaryBytes?: number;
}

/** What a database was asked in some stretch of time. */
export interface Workload {
  /** Where it is from, for people: `pg_stat_statements`. */
  readonly source: string;
  readonly statements: readonly WorkloadStatement[];
  /** How long this was counted, where that is known. */
  readonly countedDays?: number;
  /** What is missing in it and why, for people. */
  readonly notes: readonly string[];
}

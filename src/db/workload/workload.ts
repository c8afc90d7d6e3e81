/** A statement that ran, with `$1` … in the place of its constants, and what it cost. */
export interface WorkloadStatement {
  /** The server's number for it, or one of our own. */
  readonly id: string;
  readonly text: string;
  readonly calls: number;
  /** 0 where `areTimesKnown` is false. */
  readonly totalMs: number;
  /** Returned or changed, in all calls. 0 where `areRowsKnown` is false. */
  readonly rows: number;
  /** Written to temporary files, in all calls: sorts and hash tables that `work_mem` had no room for. */
  readonly temporaryBytes?: number;
  /** Where nobody measured how long it took, such as in a file of statements. */
  readonly areTimesKnown?: false;
  /** Where nobody counted what it returned. */
  readonly areRowsKnown?: false;
  /** Calls as they were, the most frequent first. Known where the source shows constants. */
  readonly samples?: readonly WorkloadSample[];
}

/** A call with its constants. They are the user's data: they stay on this machine, as long as the command runs. */
export interface WorkloadSample {
  readonly sql: string;
  /** For how many calls it stands. */
  readonly calls: number;
}

/** What a database was asked in some stretch of time. */
export interface Workload {
  /** Where it is from, for people: `pg_stat_statements`. */
  readonly source: string;
  readonly statements: readonly WorkloadStatement[];
  /** How long this was counted, where that is known. */
  readonly countedDays?: number;
  /** Counted on purpose, in a stretch of time that stands for others like it. */
  readonly isWatched?: true;
  /** What is missing in it and why, for people. */
  readonly notes: readonly string[];
}

/** Whether times were measured, or the planner's costs have to stand in for some or for all. */
export function timesOf({
  statements,
}: Pick<Workload, 'statements'>): 'measured' | 'partly measured' | 'estimated' {
  const unknown = statements.filter(({ areTimesKnown }) => areTimesKnown === false).length;
  if (unknown === 0) return 'measured';
  return unknown === statements.length ? 'estimated' : 'partly measured';
}

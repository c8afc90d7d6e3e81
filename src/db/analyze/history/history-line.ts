/** A statement in one run, as a line of a history file has it. */
export interface HistoryLine {
  /** ISO 8601. */
  readonly at: string;
  /** Host and name, without credentials: one file may be about several. */
  readonly database: string;
  /** The server's number of the statement. */
  readonly id: string;
  /** Its beginning, for people. */
  readonly text: string;
  /** Since the run before, or in the time that was watched. */
  readonly calls: number;
  readonly totalMs: number;
  /** All that the server had counted by then: where the next run goes on. */
  readonly countedCalls: number;
  readonly countedMs: number;
}

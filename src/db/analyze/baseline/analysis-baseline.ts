/** What was found in a database when somebody decided to live with it, as its file says. */
export interface AnalysisBaseline {
  /** Name of the file. */
  readonly name: string;
  /** Keys of findings, each beginning with the id of its check. */
  readonly keys: ReadonlySet<string>;
}

/** A file of SQL, as psql reads it. */
export interface Script {
  /** What findings and errors call it: a path, as the user wrote it. */
  readonly name: string;
  readonly text: string;
}

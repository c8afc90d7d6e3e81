/** One statement of a plan, before anybody has run it. */
export interface Step {
  /** One SQL statement, without a semicolon at its end. */
  readonly sql: string;
  /** False for what PostgreSQL refuses within a transaction, such as `CREATE INDEX CONCURRENTLY`. */
  readonly transactional: boolean;
  /** Neighbours with the same number run in one transaction; a step that cannot has a number of its own. */
  readonly transaction: number;
  /** What would be lost for good, for people: `the column public.users.email and its values`. */
  readonly loses?: string;
  /** The column that it fills batch by batch: `public.users.display_name`. */
  readonly fills?: string;
}

/** Lock modes of tables, weakest first: https://www.postgresql.org/docs/current/explicit-locking.html */
export const lockModes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;

export type LockMode = (typeof lockModes)[number];

/** What a step was seen to do when it ran on a shadow: not what a table of rules says that it should. */
export interface Observation {
  /** Tables that were there before and that the step locked more than a reader does, by the strongest mode. */
  readonly locks: readonly { readonly table: string; readonly mode: LockMode }[];
  /** Tables and indexes whose files were written anew. */
  readonly rewritten: readonly string[];
  /** Tables that were read from end to end. */
  readonly scanned: readonly string[];
}

export interface ObservedStep extends Step {
  readonly observation: Observation;
}

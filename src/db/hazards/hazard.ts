import type { Finding, Severity } from '../../base/finding.ts';
import type { LockMode, Observation } from '../step.ts';
import type { Statement } from './parse.ts';
import type { Scope } from './scope.ts';

/** One thing that a migration can do to people. Its folder has the name of its id, and the page for `trivet explain <id>`. */
export interface Hazard {
  readonly id: string;
  /** A matter of taste: only said when it is asked for. */
  readonly pedantic?: true;
  /** As an error, it is refused by `trivet db migrate` without `--allow <id>`. */
  readonly blocking?: true;
  /** It takes as long as the table is large, so that it does not matter where the table is known to be small. */
  readonly growsWithTable?: true;
  /** What the text of a statement, at its place in a migration, lets expect. */
  judge(statement: Statement, scope: Scope): readonly Concern[];
  /** The tables to which it did happen when the statement ran on a shadow: that wins over what was expected. */
  readonly seen?: (observation: Observation) => readonly string[];
  /** What to say of a table to which it happened and of which nothing was expected. */
  readonly unforeseen?: (table: string) => Concern;
}

/** A hazard in one statement. */
export interface Concern {
  /** What it is about, as stable as the statement: a table, a column, an index. */
  readonly subject: string;
  readonly severity: Severity;
  /** One sentence with the names, without its full stop. */
  readonly title: string;
  /** Ends the sentence where the text does not decide, and makes it a warning: `unless its type is varchar already`. */
  readonly doubt?: string;
  /** The gentle way, as SQL where it can be said in SQL. */
  readonly fix: string;
  /** The table that has to bear it. Where the migration itself made it, there is no hazard. */
  readonly table?: string;
  /** Other tables that the same sentence is about. */
  readonly others?: readonly string[];
  /** The lock that is held meanwhile, as the manual has it. */
  readonly lock?: LockMode;
  readonly evidence?: Finding['evidence'];
}

import type { Candidate } from './candidate.ts';
import type { PlanNode } from './plan.ts';

/** A candidate that was taken in, under a name of its own. */
export interface HypotheticalIndex extends Candidate {
  readonly name: string;
  /** The names in plans: its own, or those of its partitions. */
  readonly parts: readonly string[];
  /** What a real one would take, by the statistics of its columns. */
  readonly bytes: number;
  /** How many rows it would have. */
  readonly rows: number;
}

export interface RefusedCandidate extends Candidate {
  /** The server's own words. */
  readonly refused: string;
}

export interface GenericPlan {
  readonly plan: PlanNode;
  /** Of `$1` and those after it, as `format_type` writes them. */
  readonly parameterTypes: readonly string[];
}

/** A planner that sees another server's tables, with indexes that are not there. */
export interface WhatIf extends AsyncDisposable {
  /** Where the plans come from, for people: `planned on a shadow (embedded PostgreSQL 15.10)`. */
  readonly origin: string;
  /** Takes in candidates. They are out of use until `use` names them. */
  add(candidates: readonly Candidate[]): Promise<readonly (HypotheticalIndex | RefusedCandidate)[]>;
  /** From now on the planner has these candidates and no others, and no longer the existing indexes that are `hidden`. */
  use(names: ReadonlySet<string>, hidden?: ReadonlySet<string>): Promise<void>;
  /** Throws `SqlError` for what the server cannot plan. */
  plan(sql: string): Promise<PlanNode>;
  /** The plan for any parameters, and what types they are. Throws `SqlError`. */
  planGeneric(sql: string): Promise<GenericPlan>;
  /** Rows of a statement that reads no table, such as of an expression over given values. */
  compute<Row extends object>(sql: string, values: readonly unknown[]): Promise<readonly Row[]>;
}

/** Two schemas and what must hold on the way from the one to the other and back. */
export interface Pair {
  /** Unique; also the name of the schema in which the pair lives. */
  readonly name: string;
  /** The first major version that has this. */
  readonly since?: number;
  /** What both have. All SQL runs with the pair's own schema as the `search_path`. */
  readonly both?: string;
  readonly old?: string;
  readonly new?: string;
  /** Fills the old schema; `select` must give the same after the plan and after the way back. */
  readonly rows?: string;
  readonly select?: string;
  /** What no statement of either way may say: that which can be changed is not made again. */
  readonly never?: RegExp;
  /** What a statement of the way there must say. */
  readonly says?: RegExp;
}

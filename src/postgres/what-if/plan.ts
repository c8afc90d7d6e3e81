/** A node of `EXPLAIN (FORMAT JSON, VERBOSE)`, as far as advice goes by it; the server writes more. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Startup Cost': number;
  readonly 'Total Cost': number;
  readonly 'Plan Rows': number;
  readonly 'Plan Width': number;
  readonly 'Parent Relationship'?: string;
  readonly 'Relation Name'?: string;
  readonly Schema?: string;
  readonly Alias?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Recheck Cond'?: string;
  readonly Filter?: string;
  readonly 'Hash Cond'?: string;
  readonly 'Merge Cond'?: string;
  readonly 'Join Filter'?: string;
  readonly 'Join Type'?: string;
  readonly 'Sort Key'?: readonly string[];
  readonly 'Presorted Key'?: readonly string[];
  readonly 'Group Key'?: readonly string[];
  readonly Operation?: string;
  readonly Output?: readonly string[];
  /** Of aggregates: `Plain`, `Sorted`, `Hashed`, `Mixed`. */
  readonly Strategy?: string;
  readonly 'Parallel Aware'?: boolean;
  readonly 'Workers Planned'?: number;
  /** These, and all below, only of a plan that was run; rows and times are means over the loops. */
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Actual Total Time'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Lossy Heap Blocks'?: number;
  readonly 'Sort Space Type'?: string;
  /** In kB, as other sizes of EXPLAIN. */
  readonly 'Sort Space Used'?: number;
  readonly 'Hash Batches'?: number;
  readonly 'HashAgg Batches'?: number;
  readonly 'Disk Usage'?: number;
  readonly 'Shared Hit Blocks'?: number;
  readonly 'Shared Read Blocks'?: number;
  readonly 'Temp Written Blocks'?: number;
  readonly Plans?: readonly PlanNode[];
}

/** The node and all below it. */
export function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* nodesOf(child);
}

/** Names of the indexes that a plan uses. */
export function indexesOf(plan: PlanNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { 'Index Name': name } of nodesOf(plan)) if (name !== undefined) names.add(name);
  return names;
}

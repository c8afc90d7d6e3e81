import type { StatementSeries, Windows } from './samples.ts';
import { correlation, nonNegativeFit, sum, variation } from './statistics.ts';

/** Two statements of which the second could be asked with what the first returned. Ids of statements. */
export interface StatementPair {
  readonly parent: string;
  readonly child: string;
}

/** A statement that seems to run once for each row of another. */
export interface Suspicion extends StatementPair {
  /** Calls of the child for each row of the parent: near 1. */
  readonly callsPerRow: number;
  /** Of the increments of both, or of what several parents explain together. */
  readonly correlation: number;
  readonly rowsPerCall: number;
  readonly windows: number;
  /** Of the child, that this parent explains. */
  readonly calls: number;
  /** Whether the child is shared: other parents explain the rest of its calls. */
  readonly isShared: boolean;
}

/** With fewer windows, what belongs together and what only ran at the same time look alike. */
export const WINDOWS_MIN = 20;
const CORRELATION_MIN = 0.9;
export const CALLS_PER_ROW_MIN = 0.8;
export const CALLS_PER_ROW_MAX = 1.25;
/** Below, it is one row after another: a lookup that leads to a lookup. */
export const ROWS_PER_CALL_MIN = 1.05;
/** Where load is even, everything correlates with everything. */
const VARIATION_MIN = 0.1;
const PARENT_CALLS_MIN = 5;
const CHILD_CALLS_MIN = 20;
/** A parent that explains less than this of a shared child's calls may as well be chance. */
const SHARE_MIN = 0.05;

/**
 * Pairs in which the child ran about once per row that the parent returned, and in the same windows. All three conditions are
 * needed: the ratio alone is chance, the correlation alone is any two statements of one request, and with one row per call
 * it is a fixed number of statements per request.
 */
export function suspectPairs(
  windows: Windows,
  pairs: readonly StatementPair[],
): readonly Suspicion[] {
  if (windows.count < WINDOWS_MIN) return [];
  const byChild = Map.groupBy(pairs, ({ child }) => child);
  return [...byChild.values()].flatMap((own) => suspectParents(windows, own));
}

interface Parent {
  readonly pair: StatementPair;
  readonly rows: readonly number[];
  readonly rowsPerCall: number;
}

function suspectParents(windows: Windows, pairs: readonly StatementPair[]): readonly Suspicion[] {
  const child = windows.series.get(pairs[0]?.child ?? '');
  if (child === undefined || sum(child.calls) < CHILD_CALLS_MIN) return [];
  if (variation(child.calls) < VARIATION_MIN) return [];
  const parents = pairs.flatMap((pair) => parentOf(pair, windows.series.get(pair.parent)) ?? []);
  const alone = parents.flatMap((each) => suspectAlone(each, child, windows.count) ?? []);
  return alone.length > 0 ? alone : suspectShared(parents, child, windows.count);
}

function parentOf(pair: StatementPair, series: StatementSeries | undefined): Parent | undefined {
  if (series === undefined || pair.parent === pair.child) return undefined;
  const calls = sum(series.calls);
  const rowsPerCall = sum(series.rows) / calls;
  const isParent = calls >= PARENT_CALLS_MIN && rowsPerCall > ROWS_PER_CALL_MIN;
  return isParent ? { pair, rows: series.rows, rowsPerCall } : undefined;
}

function suspectAlone(
  { pair, rows, rowsPerCall }: Parent,
  { calls }: StatementSeries,
  windows: number,
): Suspicion | undefined {
  const callsPerRow = sum(calls) / sum(rows);
  const own = correlation(calls, rows);
  if (!isOncePerRow(callsPerRow) || own <= CORRELATION_MIN) return undefined;
  const figures = { callsPerRow, correlation: own, rowsPerCall, windows };
  return { ...pair, ...figures, calls: sum(calls), isShared: false };
}

/** Several parents that explain the child's calls together, each with about one call per row. */
function suspectShared(
  parents: readonly Parent[],
  { calls }: StatementSeries,
  windows: number,
): readonly Suspicion[] {
  if (parents.length === 0) return [];
  // What calls it evenly, whatever else happens, is no parent's.
  const even = calls.map(() => 1);
  const { coefficients, fitted } = nonNegativeFit(
    [...parents.map(({ rows }) => rows), even],
    calls,
  );
  const own = correlation(calls, fitted);
  if (own <= CORRELATION_MIN) return [];
  return parents.flatMap(({ pair, rows, rowsPerCall }, index) => {
    const callsPerRow = coefficients[index] ?? 0;
    const explained = callsPerRow * sum(rows);
    const isParent = isOncePerRow(callsPerRow) && explained >= SHARE_MIN * sum(calls);
    // Without it the others must explain less, else it stands in for one of them.
    if (!isParent || !isNeeded(parents, index, calls, own)) return [];
    const figures = { callsPerRow, correlation: own, rowsPerCall, windows };
    return [{ ...pair, ...figures, calls: Math.round(explained), isShared: true }];
  });
}

function isNeeded(
  parents: readonly Parent[],
  index: number,
  calls: readonly number[],
  withIt: number,
): boolean {
  const others = parents.filter((_, other) => other !== index).map(({ rows }) => rows);
  const without = nonNegativeFit([...others, calls.map(() => 1)], calls);
  const [unexplained, unexplainedWithout] = [
    1 - withIt ** 2,
    1 - correlation(calls, without.fitted) ** 2,
  ];
  return unexplainedWithout > unexplained * WORSE_MIN;
}

/** By how much the unexplained part must grow when a parent is left out. */
const WORSE_MIN = 1.2;

function isOncePerRow(callsPerRow: number): boolean {
  return callsPerRow >= CALLS_PER_ROW_MIN && callsPerRow <= CALLS_PER_ROW_MAX;
}

import type { Workload, WorkloadStatement } from './workload.ts';

/**
 * What was asked between two readings of the same counters. A statement that has fewer calls than before was forgotten or reset in
 * between: all that it has now is from after that.
 */
export function workloadDifference(before: Workload, after: Workload, days: number): Workload {
  const known = new Map(before.statements.map((statement) => [statement.id, statement]));
  return {
    ...after,
    statements: after.statements.flatMap((statement) => {
      const since = statementDifference(known.get(statement.id), statement);
      return since.calls === 0 ? [] : [since];
    }),
    countedDays: days,
    isWatched: true,
  };
}

export function statementDifference(
  before: WorkloadStatement | undefined,
  after: WorkloadStatement,
): WorkloadStatement {
  if (before === undefined || before.calls > after.calls) return after;
  const { temporaryBytes } = after;
  return {
    ...after,
    calls: after.calls - before.calls,
    totalMs: Math.max(0, after.totalMs - before.totalMs),
    rows: Math.max(0, after.rows - before.rows),
    ...(temporaryBytes === undefined
      ? {}
      : { temporaryBytes: Math.max(0, temporaryBytes - (before.temporaryBytes ?? 0)) }),
  };
}

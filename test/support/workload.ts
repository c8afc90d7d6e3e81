import type { Workload, WorkloadStatement } from '../../src/db/workload/workload.ts';

/** A day's workload of these statements, the first with the number 1; where nothing else is said, each took an hour. */
export function workloadOf(
  ...statements: readonly (Partial<WorkloadStatement> & Pick<WorkloadStatement, 'text'>)[]
): Workload {
  return {
    source: 'test',
    statements: statements.map((statement, index) => ({
      id: String(index + 1),
      calls: 10_000,
      totalMs: 3_600_000,
      rows: 10_000,
      ...statement,
    })),
    countedDays: 1,
    notes: [],
  };
}

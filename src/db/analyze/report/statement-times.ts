import type { Workload, WorkloadStatement } from '../../workload/workload.ts';

export interface StatementTime {
  readonly statement: WorkloadStatement;
  readonly meanMs: number;
  /** Of the time of all statements, 0 to 1. */
  readonly share: number;
}

/** What a reader can take in. */
const SHOWN_MAX = 15;
/** Less than a thousandth is no part of the answer: mostly what drivers and monitoring ask. */
const SHARE_MIN = 0.001;

/** The statements that took the most of the database's time, the first first. */
export function statementTimes({ statements }: Workload): readonly StatementTime[] {
  const allMs = statements.reduce((sum, { totalMs }) => sum + totalMs, 0);
  return statements
    .map((statement) => ({
      statement,
      meanMs: statement.totalMs / Math.max(1, statement.calls),
      share: statement.totalMs / Math.max(allMs, Number.MIN_VALUE),
    }))
    .filter(({ share, statement }) => share >= SHARE_MIN && statement.areTimesKnown !== false)
    .toSorted((a, b) => b.share - a.share)
    .slice(0, SHOWN_MAX);
}

import type { Session } from '../../postgres/session.ts';
import type { Workload } from '../workload/workload.ts';
import type { AnalyzedDatabase } from './check.ts';

/** A database as checks see it. */
export function analyzedDatabase(
  session: Session,
  workload: Workload | undefined,
): AnalyzedDatabase {
  return {
    major: session.major,
    workload,
    query: <Row extends object>(sql: string) => session.query<Row>(sql),
  };
}

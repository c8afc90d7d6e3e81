import type { Session } from '../../postgres/session.ts';
import type { Workload } from '../workload/workload.ts';
import type { AnalyzedDatabase } from './check.ts';
import { readCountedDays } from './counted-days.ts';

/** A database as checks see it. `countedDays` instead of what the server says of it. */
export function analyzedDatabase(
  session: Session,
  workload: Workload | undefined,
  countedDays?: number,
): AnalyzedDatabase {
  let days = countedDays;
  return {
    major: session.major,
    workload,
    query: <Row extends object>(sql: string) => session.query<Row>(sql),
    countedDays: async () => (days ??= await readCountedDays(session)),
  };
}

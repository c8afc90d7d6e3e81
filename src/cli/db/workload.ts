import { TrivetError } from '../../base/errors.ts';
import { readPgStatStatements } from '../../db/workload/pg-stat-statements.ts';
import type { Workload } from '../../db/workload/workload.ts';
import type { Session } from '../../postgres/session.ts';

/** What the database was asked. Throws where it does not count its statements. */
export async function requiredWorkload(session: Session): Promise<Workload> {
  const workload = await readPgStatStatements(session);
  if (workload !== undefined) return workload;
  throw new TrivetError(
    'DATABASE_UNSUPPORTED',
    'the database does not count its statements: pg_stat_statements is not there',
    {
      hint: 'Add it to shared_preload_libraries (managed servers mostly have it), and run: CREATE EXTENSION pg_stat_statements;',
    },
  );
}

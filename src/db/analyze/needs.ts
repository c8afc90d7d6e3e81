import type { Session } from '../../postgres/session.ts';
import type { CheckNeed } from '../checks/check.ts';
import { timesOf, type Workload } from '../workload/workload.ts';

/** Something besides the catalog that checks go by. */
export interface Need {
  readonly need: CheckNeed;
  readonly isMet: boolean;
  /** What the role cannot see, for people. */
  readonly lacks: string;
  /** What makes it visible, as SQL or as a setting. */
  readonly cure: string;
}

export async function readNeeds(
  session: Session,
  workload: Workload | undefined,
): Promise<readonly Need[]> {
  const [rights = { user: '', statistics: false, activity: false }] =
    await session.query<RightsRow>(rightsSql);
  const { user, statistics, activity } = rights;
  return [
    {
      need: 'workload',
      isMet: workload !== undefined && timesOf(workload) !== 'estimated',
      lacks:
        workload === undefined
          ? 'no statements: pg_stat_statements is not there'
          : 'no times of statements: the files of --workload have none',
      cure: "--workload with a log of the server; or shared_preload_libraries = 'pg_stat_statements' (managed servers mostly have it), then: CREATE EXTENSION pg_stat_statements",
    },
    {
      need: 'column statistics',
      isMet: statistics,
      lacks: 'no statistics of columns, because pg_stats shows only what the role may read',
      cure: `GRANT pg_read_all_data TO ${user}`,
    },
    {
      need: 'activity',
      isMet: activity,
      lacks: 'nothing of what the sessions of other roles do',
      cure: `GRANT pg_monitor TO ${user}`,
    },
  ];
}

interface RightsRow {
  readonly user: string;
  readonly statistics: boolean;
  readonly activity: boolean;
}

/** Who may read all tables that have been analysed sees all statistics. */
const rightsSql = `
  SELECT quote_ident(current_user) AS user,
    NOT EXISTS (
      SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND c.reltuples > 0 AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'trivet')
        AND NOT (has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))) AS statistics,
    pg_has_role('pg_read_all_stats', 'USAGE') AS activity`;

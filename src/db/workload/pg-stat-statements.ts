import type { Session } from '../../postgres/session.ts';
import type { Workload, WorkloadStatement } from './workload.ts';

/** The statements of this database since its statistics were last reset. Undefined where the extension is not there. */
export async function readPgStatStatements(session: Session): Promise<Workload | undefined> {
  const [view] = await session.query<View>(viewSql);
  if (view === undefined) return undefined;
  let rows: readonly Row[];
  try {
    rows = await session.query<Row>(statementsSql(view.name));
  } catch (error) {
    // 55000: installed, but not loaded when the server started.
    if (error instanceof Error && 'code' in error && error.code === '55000') return undefined;
    throw error;
  }
  const countedDays = view.info === null ? undefined : await readCountedDays(session, view.info);
  const hidden = rows.filter(({ id }) => id === null).length;
  return {
    source: 'pg_stat_statements',
    statements: rows.flatMap(({ id, ...rest }) => (id === null ? [] : [{ id, ...rest }])),
    notes:
      hidden === 0
        ? []
        : [`${hidden} statements of other roles are hidden: GRANT pg_monitor TO ${view.user}`],
    ...(countedDays === undefined ? {} : { countedDays }),
  };
}

async function readCountedDays(session: Session, info: string): Promise<number | undefined> {
  const [row] = await session.query<{ days: number | null }>(
    `SELECT extract(epoch FROM now() - stats_reset)::float8 / 86400 AS days FROM ${info}`,
  );
  return row?.days ?? undefined;
}

interface View {
  readonly name: string;
  /** Since version 1.9 of the extension, which may be older than the server. */
  readonly info: string | null;
  readonly user: string;
}

type Row = Omit<WorkloadStatement, 'id'> & { readonly id: string | null };

const viewSql = `
  SELECT format('%I.pg_stat_statements', n.nspname) AS name, quote_ident(current_user) AS user,
    to_regclass(format('%I.pg_stat_statements_info', n.nspname))::text AS info
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements'`;

/** The same text may stand there for several roles. */
const statementsSql = (view: string): string => `
  SELECT queryid::text AS id, min(query) AS text, sum(calls)::float8 AS calls, sum(total_exec_time)::float8 AS "totalMs",
    sum(rows)::float8 AS rows, sum(temp_blks_written)::float8 * current_setting('block_size')::float8 AS "temporaryBytes"
  FROM ${view}
  WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (queryid IS NULL OR query ~* '^[\\s(]*(/\\*.*?\\*/\\s*)*(SELECT|WITH|INSERT|UPDATE|DELETE|MERGE|VALUES|TABLE)\\M')
  GROUP BY queryid ORDER BY 4 DESC`;

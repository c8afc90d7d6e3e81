import type { Severity } from '../../../base/finding.ts';
import { withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { roughDuration } from '../rough-duration.ts';
import { sessionName } from '../session-name.ts';

/** From when on a transaction is long. */
export interface LongTransactionLimits {
  /** Since its last statement, in which it does nothing. */
  readonly idleMs: number;
  /** Since it began, whatever it does. */
  readonly openMs: number;
}

/** Transactions that stay open, so that nothing that was deleted since can be cleaned up. */
export function longTransactionFrom({ idleMs, openMs }: LongTransactionLimits): Check {
  return {
    id: 'long-transaction',
    group: 'activity',
    needs: ['activity'],
    run: async (database) => {
      const rows = await database.query<Row>(sql);
      return rows
        .filter((row) => row.openMs >= openMs || row.idleMs >= idleMs)
        .map(({ who, pid, openMs: open, idleMs: idle, behind, sessions }) => ({
          subject: `transactions of ${who}`,
          severity: severityOf(open, idle),
          title: `a transaction of ${who} is open for ${roughDuration(open)}${idle > 0 ? ` and does nothing for ${roughDuration(idle)}` : ''}${others(sessions)}${held(behind)}`,
          fix:
            pid === null
              ? `End it: COMMIT PREPARED or ROLLBACK PREPARED, as its application meant.`
              : `End it (SELECT pg_terminate_backend(${pid})), and set idle_in_transaction_session_timeout for its role.`,
          evidence: {
            open_s: Math.round(open / 1000),
            idle_s: Math.round(idle / 1000),
            ...(behind === null ? {} : { transactions_since: behind }),
            sessions,
            ...(pid === null ? {} : { pid }),
          },
        }));
    },
  };
}

export const longTransaction: Check = longTransactionFrom({
  idleMs: 5 * 60_000,
  openMs: 15 * 60_000,
});

const HOUR_MS = 3_600_000;

function severityOf(openMs: number, idleMs: number): Severity {
  if (openMs >= 24 * HOUR_MS) return 'error';
  return openMs >= HOUR_MS || idleMs >= 5 * 60_000 ? 'warning' : 'info';
}

function others(sessions: number): string {
  return sessions === 1 ? '' : `, as are ${sessions - 1} more`;
}

function held(behind: number | null): string {
  return behind === null
    ? ''
    : `; rows that the ${withSeparators(behind)} transactions since deleted cannot be cleaned up`;
}

interface Row {
  readonly who: string;
  /** Of the oldest one; a prepared transaction has no process. */
  readonly pid: number | null;
  readonly openMs: number;
  /** 0 for one that works. */
  readonly idleMs: number;
  /** How many transactions came since the oldest that it still has to see as running. Null where it holds nothing back. */
  readonly behind: number | null;
  readonly sessions: number;
}

/** Those of other databases hold back nothing here. Of each application the oldest. */
const sql = `
  WITH open AS (
    SELECT ${sessionName('a')} AS who, a.pid, a.xact_start, a.backend_xmin AS xmin, a.backend_xid AS xid,
      CASE WHEN a.state LIKE 'idle in transaction%' THEN a.state_change END AS idle_since
    FROM pg_stat_activity a
    WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.backend_type = 'client backend'
      AND a.xact_start IS NOT NULL
    UNION ALL
    SELECT concat(quote_ident(p.owner), ' (prepared)'), NULL, p.prepared, NULL, p.transaction, NULL
    FROM pg_prepared_xacts p
    WHERE p.database = current_database())
  SELECT DISTINCT ON (who) who, pid, extract(epoch FROM clock_timestamp() - xact_start)::float8 * 1000 AS "openMs",
    coalesce(extract(epoch FROM clock_timestamp() - idle_since)::float8 * 1000, 0) AS "idleMs",
    greatest(age(xmin), age(xid)) AS behind, count(*) OVER (PARTITION BY who)::int AS sessions
  FROM open
  ORDER BY who, xact_start`;

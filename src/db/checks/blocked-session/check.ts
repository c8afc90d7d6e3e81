import type { Severity } from '../../../base/finding.ts';
import type { Check, Observation } from '../check.ts';
import { roughDuration } from '../rough-duration.ts';
import { sessionName } from '../session-name.ts';

/** Sessions that wait for a lock, and who at the head of the queue has it. `waitMs`: what shorter waits are passed over. */
export function blockedSessionFrom(waitMs: number): Check {
  return {
    id: 'blocked-session',
    group: 'activity',
    needs: ['activity'],
    run: async (database) => {
      const rows = await database.query<Row>(sql);
      const byPid = new Map(rows.map((row) => [row.pid, row]));
      const waits = rows.filter((row) => row.blockers.length > 0 && row.waitedMs >= waitMs);
      const queues = Map.groupBy(waits, (row) => headOf(row, byPid));
      return [...queues].map(([head, queue]) => observationOf(head, byPid.get(head), queue));
    },
  };
}

export const blockedSession: Check = blockedSessionFrom(5000);

/** Who waits for nobody itself. Circles are the server's affair: it ends them. */
function headOf(row: Row, byPid: ReadonlyMap<number, Row>): number {
  const seen = new Set<number>();
  for (let at = row; ;) {
    seen.add(at.pid);
    const [next] = at.blockers;
    if (next === undefined || seen.has(next)) return at.pid;
    const blocker = byPid.get(next);
    if (blocker === undefined) return next;
    at = blocker;
  }
}

function observationOf(head: number, blocker: Row | undefined, queue: readonly Row[]): Observation {
  const longest = queue.reduce((a, b) => (b.waitedMs > a.waitedMs ? b : a));
  const who = blocker?.who ?? 'a prepared transaction';
  const idle = blocker?.idle === true ? ', which does nothing,' : '';
  const where = longest.relation === null ? '' : ` on ${longest.relation}`;
  return {
    subject: `sessions that wait for ${who}`,
    severity: severityOf(longest.waitedMs),
    title: `${queue.length === 1 ? '1 session waits' : `${queue.length} sessions wait`} for ${who}${idle} up to ${roughDuration(longest.waitedMs)}: ${longest.who} wants ${longest.mode}${where}`,
    fix:
      head === 0
        ? 'End it: COMMIT PREPARED or ROLLBACK PREPARED, as its application meant.'
        : `End what they wait for: SELECT pg_terminate_backend(${head}).`,
    evidence: {
      blocker_pid: head,
      waiting: queue.length,
      waited_s: Math.round(longest.waitedMs / 1000),
      mode: longest.mode,
      ...(longest.relation === null ? {} : { relation: longest.relation }),
    },
  };
}

function severityOf(waitedMs: number): Severity {
  if (waitedMs >= 300_000) return 'error';
  return waitedMs >= 30_000 ? 'warning' : 'info';
}

interface Row {
  readonly pid: number;
  readonly who: string;
  readonly idle: boolean;
  /** Who has what it wants, or stands before it in the queue; 0 is a prepared transaction. */
  readonly blockers: readonly number[];
  readonly waitedMs: number;
  readonly mode: string;
  readonly relation: string | null;
}

/** Only who waits is asked for whom: the answer holds up all who want locks for a moment. */
const sql = `
  SELECT a.pid, ${sessionName('a')} AS who, coalesce(a.state LIKE 'idle in transaction%', false) AS idle,
    CASE WHEN l.pid IS NULL THEN '{}' ELSE pg_blocking_pids(a.pid) END AS blockers,
    coalesce(extract(epoch FROM clock_timestamp() - coalesce(l.waitstart, a.state_change))::float8 * 1000, 0) AS "waitedMs",
    coalesce(l.mode, '') AS mode, CASE WHEN c.oid IS NOT NULL THEN format('%I.%I', n.nspname, c.relname) END AS relation
  FROM pg_stat_activity a
  LEFT JOIN LATERAL (SELECT * FROM pg_locks k WHERE k.pid = a.pid AND NOT k.granted LIMIT 1) l ON a.wait_event_type = 'Lock'
  LEFT JOIN pg_class c ON c.oid = l.relation AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.usename IS NOT NULL`;

import { durationText } from '../../../base/duration.ts';
import type { Session } from '../../../postgres/session.ts';

export interface Activity {
  readonly pid: number;
  readonly application: string | null;
  readonly client: string | null;
  readonly state: string | null;
  readonly sinceMs: number | null;
  readonly query: string | null;
}

/** Columns of `Activity`, of `pg_stat_activity a`. */
export const activityColumns = `a.pid, a.application_name AS application, host(a.client_addr) AS client, a.state,
  extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, a.backend_start))::float8 * 1000 AS "sinceMs",
  CASE WHEN a.backend_type = 'client backend' THEN a.query ELSE a.backend_type END AS query`;

/** Sessions in words: `pid 4711 (psql from 10.0.0.7, idle in transaction, for 3m20s: UPDATE users …)`. */
export async function whoIs(session: Session, pids: readonly number[]): Promise<readonly string[]> {
  const rows = await session.query<Activity>(
    `SELECT ${activityColumns} FROM pg_stat_activity a WHERE a.pid = ANY ($1::int[]) ORDER BY a.pid`,
    [pids],
  );
  return rows.map(activityText);
}

export function activityText({
  pid,
  application,
  client,
  state,
  sinceMs,
  query,
}: Activity): string {
  const name = application === null || application === '' ? 'unnamed' : application;
  const parts = [
    client === null ? name : `${name} from ${client}`,
    ...(state === null ? [] : [state]),
    ...(sinceMs === null ? [] : [`for ${durationText(Math.round(sinceMs / 1000) * 1000)}`]),
  ];
  const text = (query ?? '').replace(/\s+/g, ' ').trim();
  const cut = text.length > queryCharactersMax ? `${text.slice(0, queryCharactersMax - 1)}…` : text;
  return `pid ${pid} (${parts.join(', ')}${cut === '' ? '' : `: ${cut}`})`;
}

const queryCharactersMax = 80;

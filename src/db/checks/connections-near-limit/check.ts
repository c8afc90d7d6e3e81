import { percent } from '../../../report/number.ts';
import type { Check, Observation } from '../check.ts';

/** So many connections that there is hardly room for more. */
export const connectionsNearLimit: Check = {
  id: 'connections-near-limit',
  group: 'activity',
  run: async (database) => {
    const rows = await database.query<Row>(sql(database.major));
    return rows.filter(({ used, limit }) => used >= limit * NEAR_SHARE).map(observationOf);
  },
};

const NEAR_SHARE = 0.8;
const FULL_SHARE = 0.95;

function observationOf({ subject, used, limit, idle }: Row): Observation {
  const known = idle === null ? '' : `, ${idle} of them idle`;
  return {
    subject,
    severity: used >= limit * FULL_SHARE ? 'error' : 'warning',
    title: `${subject} has ${used} of the ${limit} connections that it may have (${percent(used / limit)})${known}`,
    fix: 'Put a pool between applications and the server (PgBouncer), or make theirs smaller: idle connections are room for others.',
    evidence: { connections: used, limit, ...(idle === null ? {} : { idle }) },
  };
}

interface Row {
  readonly subject: string;
  readonly used: number;
  /** For roles without privileges. */
  readonly limit: number;
  /** Null where other roles' sessions are hidden. */
  readonly idle: number | null;
}

/** Roles and databases may have limits of their own. */
const sql = (major: number): string => `
  WITH client AS (
    SELECT a.datid, a.usesysid, a.state = 'idle' AS idle
    FROM pg_stat_activity a
    -- What kind of process it is, is hidden with the rest; only sessions have a database.
    WHERE a.datid IS NOT NULL AND coalesce(a.backend_type, 'client backend') = 'client backend')
  SELECT 'the server' AS subject, count(*)::int AS used, count(*) FILTER (WHERE idle)::int AS idle,
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
      ${major >= 16 ? "- current_setting('reserved_connections')::int" : ''} AS limit
  FROM client
  UNION ALL
  SELECT 'database ' || quote_ident(d.datname), count(c.datid)::int, count(*) FILTER (WHERE c.idle)::int, d.datconnlimit
  FROM pg_database d LEFT JOIN client c ON c.datid = d.oid
  WHERE d.datconnlimit > 0
  GROUP BY d.oid, d.datname, d.datconnlimit
  UNION ALL
  SELECT 'role ' || quote_ident(r.rolname), count(c.usesysid)::int, count(*) FILTER (WHERE c.idle)::int, r.rolconnlimit
  FROM pg_roles r LEFT JOIN client c ON c.usesysid = r.oid
  WHERE r.rolconnlimit > 0 AND NOT r.rolsuper
  GROUP BY r.oid, r.rolname, r.rolconnlimit`;

import { bytesText } from '../../../base/bytes.ts';
import type { Severity } from '../../../base/finding.ts';
import type { Check } from '../check.ts';
import { roughDuration } from '../rough-duration.ts';

/** Standbys and subscribers that are behind. */
export const replicationLag: Check = {
  id: 'replication-lag',
  group: 'activity',
  needs: ['activity'],
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows
      .filter(({ lagMs, bytes }) => lagMs >= LAG_MS || bytes >= LAG_BYTES)
      .map(({ name, stage, lagMs, bytes }) => ({
        subject: `standby ${name}`,
        severity: severityOf(lagMs, bytes),
        title: `${name} is ${[lagMs > 0 ? roughDuration(lagMs) : [], bytes > 0 ? bytesText(bytes) : []].flat().join(' and ')} behind${stage === null ? '' : `, and ${stage}`}`,
        fix:
          stage === WAITS_FOR_NETWORK
            ? 'Look at the network between the two, and at what the standby writes to.'
            : 'Look for queries on the standby that hold it up, and for a disk that is slower than the one here.',
        evidence: { lag_s: Math.round(lagMs / 1000), lag_bytes: bytes },
      }));
  },
};

const LAG_MS = 10_000;
const LAG_BYTES = 64_000_000;
const WAITS_FOR_NETWORK = 'most of that was not sent yet';

function severityOf(lagMs: number, bytes: number): Severity {
  if (lagMs >= 600_000 || bytes >= 10_000_000_000) return 'error';
  return lagMs >= 60_000 || bytes >= 1_000_000_000 ? 'warning' : 'info';
}

interface Row {
  readonly name: string;
  readonly stage: string | null;
  readonly lagMs: number;
  readonly bytes: number;
}

/**
 * On the server that is followed: what each follower reports. On a follower: itself, unless it has replayed all that came; on a
 * server where nobody writes, the last transaction is old without anything being behind.
 */
const sql = `
  SELECT coalesce(nullif(r.application_name, ''), host(r.client_addr), 'a standby') AS name,
    CASE WHEN pg_wal_lsn_diff(p.now, r.sent_lsn) > pg_wal_lsn_diff(r.sent_lsn, r.replay_lsn) THEN '${WAITS_FOR_NETWORK}' END AS stage,
    coalesce(extract(epoch FROM r.replay_lag)::float8 * 1000, 0) AS "lagMs",
    coalesce(pg_wal_lsn_diff(p.now, r.replay_lsn), 0)::float8 AS bytes
  FROM pg_stat_replication r
  CROSS JOIN (
    SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END AS now) p
  -- A base backup or pg_receivewal replays nothing.
  WHERE r.replay_lsn IS NOT NULL
  UNION ALL
  SELECT 'this server', NULL, extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float8 * 1000,
    pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())::float8
  WHERE pg_is_in_recovery() AND pg_last_wal_receive_lsn() <> pg_last_wal_replay_lsn()
    AND pg_last_xact_replay_timestamp() IS NOT NULL
  ORDER BY 4 DESC`;

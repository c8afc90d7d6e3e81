import { bytesText } from '../../../base/bytes.ts';
import type { Severity } from '../../../base/finding.ts';
import type { Check } from '../check.ts';

/** Replication slots that nobody reads from, for which the server keeps its log. */
export const inactiveReplicationSlot: Check = {
  id: 'inactive-replication-slot',
  group: 'activity',
  run: async (database) => {
    const rows = await database.query<Row>(sql(database.major));
    return rows.map(({ name, bytes, status, since, behind }) => ({
      subject: `replication slot ${name}`,
      severity: severityOf(bytes, status),
      title:
        status === 'lost'
          ? `nobody reads from replication slot ${name}, and the log it needs is gone`
          : `nobody reads from replication slot ${name}${since === null ? '' : ` since ${since}`}, and ${bytesText(bytes)} of the log are kept for it`,
      fix: `If its reader does not come back, drop it: SELECT pg_drop_replication_slot('${name.replaceAll("'", "''")}').`,
      evidence: {
        wal_status: status,
        held_bytes: bytes,
        ...(behind === null ? {} : { transactions_since: behind }),
      },
    }));
  },
};

function severityOf(bytes: number, status: Row['status']): Severity {
  if (bytes >= 10_000_000_000 || status === 'unreserved') return 'error';
  return bytes >= 1_000_000_000 || status === 'lost' ? 'warning' : 'info';
}

interface Row {
  readonly name: string;
  /** Of the write-ahead log, that cannot be removed for it. */
  readonly bytes: number;
  /** `unreserved` and `lost` are past `max_slot_wal_keep_size`. */
  readonly status: 'reserved' | 'extended' | 'unreserved' | 'lost' | 'unknown';
  /** A day, from version 17 on. */
  readonly since: string | null;
  /** How many transactions came since the oldest whose rows it holds back. */
  readonly behind: number | null;
}

/** A reader that connects again within moments leaves little behind. Temporary slots go with their sessions. */
const sql = (major: number): string => `
  SELECT s.slot_name::text AS name, coalesce(s.wal_status, 'unknown') AS status,
    coalesce(pg_wal_lsn_diff(
      CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, s.restart_lsn), 0)::float8 AS bytes,
    ${major >= 17 ? `to_char(s.inactive_since, 'YYYY-MM-DD')` : 'NULL'} AS since,
    greatest(age(s.xmin), age(s.catalog_xmin)) AS behind
  FROM pg_replication_slots s
  WHERE NOT s.active AND NOT s.temporary
    AND (s.wal_status = 'lost' OR pg_wal_lsn_diff(
      CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, s.restart_lsn) >= 10000000)
  ORDER BY bytes DESC, 1`;

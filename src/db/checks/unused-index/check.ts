import { bytesText } from '../../../base/bytes.ts';
import type { Check, Observation } from '../check.ts';
import { dropIndex, relationBytes, userTable } from '../fragments.ts';

/** An index that is written and never read, as far as this server has counted for long enough. */
export const unusedIndex: Check = {
  id: 'unused-index',
  group: 'indexes',
  run: async (database) => {
    const days = await database.countedDays();
    if (days < COUNTED_DAYS_MIN) return [];
    const rows = await database.query<Row>(sql(days));
    return rows.map((row) => observe(row, days));
  },
};

/** Jobs that run once a month have run in this time, and a day more. */
const COUNTED_DAYS_MIN = 32;
/** An index is older than this, or nothing is known of its use. */
const INDEX_DAYS_MIN = 7;
const BYTES_MIN = 1024 * 1024;
const LARGE_BYTES = 100 * 1024 * 1024;
/** Scans of the table in another way: without them it is the table that is not used. */
const TABLE_SCANS_MIN = 1000;
/** An index that saves one scan in so many writes costs more than it gives. */
const WRITES_PER_SCAN = 1_000_000;

interface Row {
  readonly name: string;
  readonly table: string;
  readonly bytes: number;
  readonly scans: number;
  readonly writes: number;
  readonly isPartitioned: boolean;
  readonly hasStandby: boolean;
}

function observe(row: Row, days: number): Observation {
  const { name, table, bytes, scans, writes, isPartitioned, hasStandby } = row;
  const writesPerDay = Math.round(writes / days);
  return {
    subject: `index ${name}`,
    severity: bytes >= LARGE_BYTES ? 'warning' : 'info',
    title: `${name} on ${table} was read ${times(scans)} in ${Math.floor(days)} days, takes ${bytesText(bytes)} and is written ${writesPerDay} times a day`,
    fix: hasStandby
      ? `Look at pg_stat_user_indexes on each standby, which counts for itself, and drop ${name} where none reads it.`
      : `Drop ${name}, if no standby reads it (each counts for itself).`,
    sql: dropIndex(name, isPartitioned),
    evidence: {
      table,
      size_bytes: bytes,
      scans,
      writes_per_day: writesPerDay,
      counted_days: Math.floor(days),
    },
  };
}

function times(scans: number): string {
  if (scans === 0) return 'not once';
  return scans === 1 ? 'once' : `${scans} times`;
}

/**
 * How old an index is, no catalog says. Its row knows how many transactions have written since, and the server cannot have
 * had more of those a day than transactions, or than rows written: so it is at least so many days old.
 *
 * Partitions are counted together with their parent. What a constraint, replication, CLUSTER or a foreign key needs does its
 * work unseen; of indexes that begin with the columns of a foreign key, all are left alone.
 */
const sql = (days: number): string => `
  WITH pace AS (
    SELECT greatest(1, least(sum(xact_commit + xact_rollback), sum(tup_inserted + tup_updated + tup_deleted)))::float8 / ${days} AS a_day
    FROM pg_stat_database),
  i AS (
    SELECT c.oid, c.relkind, format('%I.%I', n.nspname, c.relname) AS name, format('%I.%I', tn.nspname, t.relname) AS "table", x.xmin
    FROM pg_index x
    JOIN pg_class c ON c.oid = x.indexrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class t ON t.oid = x.indrelid
    JOIN pg_namespace tn ON tn.oid = t.relnamespace
    WHERE x.indisvalid AND NOT x.indisunique AND NOT x.indisexclusion AND NOT x.indisreplident AND NOT x.indisclustered
      AND NOT c.relispartition AND ${userTable('t', 'tn')}
      AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid)
      AND NOT EXISTS (
        SELECT FROM pg_constraint k WHERE k.contype = 'f' AND k.conrelid = x.indrelid AND (
          SELECT array_agg(key) FROM unnest(x.indkey::int2[]) WITH ORDINALITY u (key, place) WHERE place <= cardinality(k.conkey)) <@ k.conkey)),
  -- By functions, because joins of the views that have the same cannot be estimated, and grow with the square of the tables.
  used AS (
    SELECT i.oid, sum(pg_stat_get_numscans(l.leaf))::float8 AS scans,
      sum(pg_stat_get_tuples_inserted(x.indrelid) + pg_stat_get_tuples_updated(x.indrelid) - pg_stat_get_tuples_hot_updated(x.indrelid))::float8 AS writes,
      sum(pg_stat_get_numscans(x.indrelid) + (SELECT sum(pg_stat_get_numscans(o.indexrelid)) FROM pg_index o WHERE o.indrelid = x.indrelid))::float8 AS reads
    FROM i
    JOIN LATERAL (
      SELECT i.oid AS leaf WHERE i.relkind = 'i' UNION ALL SELECT relid FROM pg_partition_tree(i.oid) WHERE i.relkind = 'I') l ON true
    JOIN pg_index x ON x.indexrelid = l.leaf
    GROUP BY i.oid)
  SELECT i.name, i."table", u.scans, u.writes, i.relkind = 'I' AS "isPartitioned", z.bytes,
    EXISTS (SELECT FROM pg_replication_slots WHERE slot_type = 'physical') OR EXISTS (SELECT FROM pg_stat_replication) AS "hasStandby"
  FROM i
  JOIN used u ON u.oid = i.oid
  JOIN pg_class c ON c.oid = i.oid
  CROSS JOIN pace
  CROSS JOIN LATERAL (SELECT ${relationBytes('c')} AS bytes) z
  WHERE u.scans * ${WRITES_PER_SCAN} <= u.writes AND u.reads - u.scans >= ${TABLE_SCANS_MIN}
    AND z.bytes >= ${BYTES_MIN} AND age(i.xmin) >= ${INDEX_DAYS_MIN} * pace.a_day
  ORDER BY z.bytes DESC, i.name`;

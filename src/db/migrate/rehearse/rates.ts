import type { Session } from '../../../postgres/session.ts';
import type { Shadow } from '../../../postgres/shadow/shadow.ts';
import { walOf } from './wal.ts';

/** How fast this machine goes through a table, in bytes of the table a second. */
export interface Rates {
  readonly scan: number;
  readonly rewrite: number;
  readonly index: number;
  /** Gives every row a new version. */
  readonly update: number;
  readonly wal: WalRates;
}

/** How much the server writes to its log (WAL), in bytes, without the full pages that follow a checkpoint. */
export interface WalRates {
  /** For each byte of a table and its indexes that are written anew. */
  readonly rewrite: number;
  /** For each row of a table that an index is built on. */
  readonly indexRow: number;
  /** For each byte of a table whose rows all get a new version. */
  readonly update: number;
  /** For each of these rows in each index. */
  readonly entry: number;
}

const sampleRows = 100_000;
/** Makes as many different amounts, in no order. */
const prime = 100_003;
/** Of the rows, the last measurement takes one. */
const sampleShare = 4;

/** Measures on a table of some ten megabytes. It lies in memory, as one that is in use mostly does. */
export async function measureRates(shadow: Shadow): Promise<Rates> {
  await using database = await shadow.createDatabase();
  const { session } = database;
  await session.execute(
    `SET max_parallel_workers_per_gather = 0; SET max_parallel_maintenance_workers = 0;
     CREATE TABLE sample AS
       SELECT n AS id, (n::bigint * 48271 % ${prime})::int AS amount, repeat(md5(n::text), 3) AS filler FROM generate_series(1, ${sampleRows}) AS n;`,
  );
  const bytes = await sizeOf(session, 'pg_table_size');
  const scan = await measured(session, 'ALTER TABLE sample ADD CHECK (amount >= 0)');
  const index = await measured(session, 'CREATE INDEX sample_amount ON sample (amount)');
  const rewrite = await measured(session, 'ALTER TABLE sample ALTER amount TYPE bigint');
  const anew = await sizeOf(session, 'pg_total_relation_size');
  const update = await measured(session, 'UPDATE sample SET id = id + 1');
  await session.execute('DROP INDEX sample_amount');
  const heap = await measured(
    session,
    `UPDATE sample SET id = id + 1 WHERE id % ${sampleShare} = 0`,
  );
  const heapBytes = heap.walBytes * sampleShare;
  return {
    scan: bytes / scan.seconds,
    index: bytes / index.seconds,
    rewrite: bytes / rewrite.seconds,
    update: bytes / update.seconds,
    wal: {
      rewrite: rewrite.walBytes / anew,
      indexRow: index.walBytes / sampleRows,
      update: heapBytes / bytes,
      entry: Math.max(0, update.walBytes - heapBytes) / sampleRows,
    },
  };
}

interface Measured {
  readonly seconds: number;
  readonly walBytes: number;
}

async function measured(session: Session, sql: string): Promise<Measured> {
  const since = performance.now();
  const walBytes = await walOf(session, () => session.execute(sql));
  return { seconds: Math.max(1, performance.now() - since) / 1000, walBytes };
}

async function sizeOf(session: Session, how: string): Promise<number> {
  const [size] = await session.query<{ bytes: number }>(`SELECT ${how}('sample')::float8 AS bytes`);
  return size?.bytes ?? 0;
}

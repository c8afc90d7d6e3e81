import type { Shadow } from '../../../postgres/shadow/shadow.ts';
import type { Session } from '../../../postgres/session.ts';

/** How fast this machine goes through a table, in bytes of the table a second. */
export interface Rates {
  readonly scan: number;
  readonly rewrite: number;
  readonly index: number;
}

const sampleRows = 100_000;

/** Measures on a table of some ten megabytes. It lies in memory, as one that is in use mostly does. */
export async function measureRates(shadow: Shadow): Promise<Rates> {
  await using database = await shadow.createDatabase();
  const { session } = database;
  await session.execute(
    `SET max_parallel_workers_per_gather = 0; SET max_parallel_maintenance_workers = 0;
     CREATE TABLE sample AS
       SELECT n AS id, n % 1000 AS amount, repeat(md5(n::text), 3) AS filler FROM generate_series(1, ${sampleRows}) AS n;`,
  );
  const [size] = await session.query<{ bytes: number }>(
    `SELECT pg_table_size('sample')::float8 AS bytes`,
  );
  const bytes = size?.bytes ?? 0;
  return {
    scan: bytes / (await secondsOf(session, 'ALTER TABLE sample ADD CHECK (amount >= 0)')),
    index: bytes / (await secondsOf(session, 'CREATE INDEX ON sample (amount)')),
    rewrite: bytes / (await secondsOf(session, 'ALTER TABLE sample ALTER amount TYPE bigint')),
  };
}

async function secondsOf(session: Session, sql: string): Promise<number> {
  const since = performance.now();
  await session.execute(sql);
  return Math.max(1, performance.now() - since) / 1000;
}

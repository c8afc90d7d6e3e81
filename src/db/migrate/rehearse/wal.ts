import type { Session } from '../../../postgres/session.ts';

/** By how many bytes the log of the server grew while something was done; others that write at the same time count, too. */
export async function walOf(session: Session, work: () => Promise<void>): Promise<number> {
  const before = await position(session);
  await work();
  return (await position(session)) - before;
}

async function position(session: Session): Promise<number> {
  const [row] = await session.query<{ bytes: number }>(
    `SELECT (pg_current_wal_insert_lsn() - '0/0')::float8 AS bytes`,
  );
  return row?.bytes ?? 0;
}

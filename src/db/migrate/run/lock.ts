import { TrivetError } from '../../../base/errors.ts';
import { durationText } from '../../../base/duration.ts';
import type { Session } from '../../../postgres/session.ts';
import { interrupted } from './errors.ts';
import { pause } from './pause.ts';
import type { MigrateIo } from './settings.ts';
import { whoIs } from './who.ts';

/** `trivet` in ASCII. Advisory locks belong to one database, so this one names nothing but the work. */
const lockKey = 128_027_320_841_588n;
const askEveryMs = 200;
const reportEveryMs = 1000;
const gone = 'a session that has just ended';

/**
 * Takes the lock that keeps two runs of migrations apart. It is asked for again and again, because whoever waits for it in
 * the server is a transaction that `CREATE INDEX CONCURRENTLY` waits for. Throws `DATABASE_BUSY`.
 */
export async function takeLock(session: Session, waitMs: number, io: MigrateIo): Promise<void> {
  const { now, signal, report } = io;
  const since = now();
  let reportedMs = -Infinity;
  for (;;) {
    if (signal.aborted) throw interrupted();
    const [row] = await session.query<{ taken: boolean }>(
      `SELECT pg_try_advisory_lock(${lockKey}) AS taken`,
    );
    if (row?.taken === true) return;
    const waitedMs = now() - since;
    if (waitedMs >= waitMs) throw busy(await lockHolder(session), waitMs);
    if (waitedMs - reportedMs >= reportEveryMs) {
      const holder = (await lockHolder(session)) ?? gone;
      report({ kind: 'other-run', holder, waitedMs });
      reportedMs = waitedMs;
    }
    await pause(Math.min(askEveryMs, waitMs - waitedMs), signal);
  }
}

/** Whether this very backend has it. A pooler in transaction mode may have handed over to another one. */
export async function holdsLock(session: Session): Promise<boolean> {
  const [row] = await session.query<{ held: boolean }>(
    `SELECT EXISTS (${holdersSql} AND pid = pg_backend_pid()) AS held`,
  );
  return row?.held === true;
}

const holdersSql = `
  SELECT pid FROM pg_locks
  WHERE locktype = 'advisory' AND granted AND objsubid = 1
    AND classid = ${lockKey >> 32n} AND objid = ${lockKey & 0xffff_ffffn}
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** The session that has the lock, in words. */
export async function lockHolder(session: Session): Promise<string | undefined> {
  const rows = await session.query<{ pid: number }>(holdersSql);
  const pids = rows.map(({ pid }) => pid);
  return pids.length === 0 ? undefined : (await whoIs(session, pids))[0];
}

function busy(who: string | undefined, waitMs: number): TrivetError {
  return new TrivetError(
    'DATABASE_BUSY',
    `another run of migrations is at work in this database: ${who ?? gone}`,
    {
      hint: `It was waited for ${durationText(waitMs)} (--lock-wait). Run again when it is done, or end it with pg_terminate_backend.`,
    },
  );
}

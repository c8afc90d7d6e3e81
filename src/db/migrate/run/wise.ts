import { TrivetError } from '../../../base/errors.ts';
import { durationText } from '../../../base/duration.ts';
import { interrupted } from './errors.ts';
import { pause } from './pause.ts';
import type { Caution } from './settings.ts';
import type { Run } from './run.ts';
import { type Activity, activityColumns, activityText } from './who.ts';

const lookEveryMs = 1000;

/**
 * Returns when nothing speaks against taking locks now: no standby far behind, no transaction that has been open for long.
 * Waits up to `patienceMs` for that, then throws `DATABASE_BUSY`.
 */
export async function untilWise(run: Run, patienceMs: number): Promise<void> {
  const { io } = run;
  const since = io.now();
  for (;;) {
    const objection = await objectionNow(run);
    if (objection === undefined) return;
    if (io.signal.aborted) throw interrupted();
    if (io.now() - since >= patienceMs) throw refusal(objection);
    io.report({ kind: 'waiting-for-calm', reason: objection.reason });
    await pause(lookEveryMs, io.signal);
  }
}

/** Says once what cannot be seen with this user's rights. */
export async function reportBlindness({ crew, io, settings }: Run): Promise<void> {
  const [row] = await crew.main.query<{ sees: boolean }>(
    `SELECT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS sees`,
  );
  if (row?.sees === true || settings.force.size === 2) return;
  io.report({
    kind: 'note',
    text: 'This user cannot see other users’ transactions or replication lag (no pg_read_all_stats): neither is checked.',
  });
}

interface Objection {
  readonly caution: Caution;
  readonly reason: string;
}

async function objectionNow(run: Run): Promise<Objection | undefined> {
  const { force } = run.settings;
  const long = force.has('long-transactions') ? undefined : await longTransaction(run);
  if (long !== undefined) return { caution: 'long-transactions', reason: long };
  const lag = force.has('lag') ? undefined : await lagging(run);
  return lag === undefined ? undefined : { caution: 'lag', reason: lag };
}

async function longTransaction({ crew, settings }: Run): Promise<string | undefined> {
  const { main } = crew;
  const [row] = await main.query<Activity>(
    `SELECT ${activityColumns} FROM pg_stat_activity a
     WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.backend_type = 'client backend'
       AND a.xact_start < clock_timestamp() - $1 * interval '1 ms'
     ORDER BY a.xact_start LIMIT 1`,
    [settings.maxTransactionAgeMs],
  );
  if (row !== undefined) return `a transaction has been open for long: ${activityText(row)}`;
  const [prepared] = await main.query<{ gid: string; ageMs: number }>(
    `SELECT gid, extract(epoch FROM clock_timestamp() - prepared)::float8 * 1000 AS "ageMs" FROM pg_prepared_xacts
     WHERE database = current_database() AND prepared < clock_timestamp() - $1 * interval '1 ms'
     ORDER BY prepared LIMIT 1`,
    [settings.maxTransactionAgeMs],
  );
  if (prepared === undefined) return undefined;
  return `the prepared transaction "${prepared.gid}" has been waiting for ${durationText(prepared.ageMs)}`;
}

async function lagging({ crew, settings }: Run): Promise<string | undefined> {
  const [row] = await crew.main.query<{ name: string; lagMs: number }>(
    `SELECT application_name AS name, extract(epoch FROM greatest(write_lag, flush_lag, replay_lag))::float8 * 1000 AS "lagMs"
     FROM pg_stat_replication WHERE greatest(write_lag, flush_lag, replay_lag) > $1 * interval '1 ms'
     ORDER BY 2 DESC LIMIT 1`,
    [settings.maxLagMs],
  );
  return row === undefined
    ? undefined
    : `the standby "${row.name}" is ${durationText(row.lagMs)} behind`;
}

function refusal({ caution, reason }: Objection): TrivetError {
  return new TrivetError('DATABASE_BUSY', `now is not the time: ${reason}`, {
    hint: `Run again later, or go on all the same with --force ${caution}.`,
  });
}

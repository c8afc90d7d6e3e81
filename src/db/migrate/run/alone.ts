import { durationText } from '../../../base/duration.ts';
import { TrivetError } from '../../../base/errors.ts';
import type { JsonValue } from '../../../base/json.ts';
import { formatPlace, placeOf } from '../../../postgres/script/script-statement.ts';
import { doneSql, forgottenSql, noteBegin } from '../history/write.ts';
import type { MigrationStatement } from '../migration.ts';
import { refuseInvalidIndex } from '../resolve/invalid-index.ts';
import { again, done, type Outcome } from '../resolve/resolver.ts';
import { resolverOf } from '../resolve/resolver-of.ts';
import {
  doneSoFar,
  interrupted,
  isTransient,
  lockedOut,
  sqlError,
  statementFailed,
} from './errors.ts';
import type { Job } from './job.ts';
import { limitsItself } from './limits.ts';
import { backfillLimits } from './backfill-limits.ts';
import { apart, ownRoleSql } from './own-role.ts';
import { backOffMs, pause } from './pause.ts';
import type { Run } from './run.ts';
import { watched } from './watched.ts';

/** What an earlier attempt noted before it began. */
export interface Begun {
  /** Of the migration's row. */
  readonly id: string;
  readonly before: JsonValue;
}

/**
 * Carries out a statement that cannot be in a transaction: notes what there is, runs it, notes that it is done. Whoever
 * finds the first note without the last one finds out from the catalog what has happened in between.
 */
export async function runAlone(
  job: Job,
  index: number,
  run: Run,
  begun: Begun | undefined,
): Promise<void> {
  const [statement] = job.migration.parts[index]?.statements ?? [];
  if (statement === undefined) return;
  const lone: Lone = { job, index, run, statement };
  if (begun !== undefined && (await settle(lone, begun)) === 'done') return;
  const now = begun ?? (await begin(lone));
  await runUntilDone(lone, now);
}

interface Lone {
  readonly job: Job;
  readonly index: number;
  readonly run: Run;
  readonly statement: MigrationStatement;
}

async function begin({ job, index, run, statement }: Lone): Promise<Begun> {
  const { main, role } = run.crew;
  const before = await resolverOf(statement.deed).look(main);
  const id = await apart(main, job, role, () => noteBegin(main, job, index, before));
  return { id, before };
}

async function runUntilDone(lone: Lone, begun: Begun): Promise<void> {
  const { job, run } = lone;
  const { io, settings, crew } = run;
  const since = io.now();
  const blockers: string[] = [];
  for (let attempt = 0; ; attempt += 1) {
    try {
      await execute(lone, blockers);
      break;
    } catch (error) {
      if (crew.isBroken(error)) throw error;
      const waitedMs = io.now() - since;
      if ((await cleanUp(lone, begun, error)) === 'done') break;
      if (io.signal.aborted || !isTransient(error) || waitedMs >= settings.lockRetryForMs) {
        const forget = forgottenSql(begun.id, job, lone.index);
        await insist(run, `BEGIN; ${ownRoleSql(job, crew.role)} ${forget} COMMIT`);
        throw failure(error, lone, waitedMs, blockers);
      }
      io.report({ kind: 'lock-retry', attempt: attempt + 1, waitedMs, blockers: [...blockers] });
    }
    await pause(backOffMs(attempt, io.random), io.signal);
  }
  await noteDone(lone, begun);
}

/**
 * None of these statements holds up reads or writes while it waits, so they wait long; those that do (`VACUUM FULL`) wait as
 * shortly as others.
 */
async function execute({ job, run, statement }: Lone, blockers: string[]): Promise<void> {
  const { crew, settings } = run;
  const { deed, sql } = statement;
  const isExclusive = deed.kind === 'repeatable' && deed.exclusive;
  const limitMs = isExclusive ? settings.lockTimeoutMs : settings.lockRetryForMs;
  const isLimited = !limitsItself(job);
  if (isLimited) await crew.main.execute(`SET lock_timeout = ${Math.max(1, Math.round(limitMs))}`);
  if (deed.kind === 'backfill') await backfillLimits(run);
  let told = '';
  const work = (): Promise<void> => crew.main.execute(sql, (message) => void (told = message));
  await watched(run, Math.min(lookAfterMs, limitMs / 2), blockers, work, () => told);
  if (isLimited) await insist(run, 'SET lock_timeout = 0');
  await refuseInvalidIndex(crew.main, statement);
}

const lookAfterMs = 100;

async function noteDone({ job, index, run }: Lone, { id }: Begun): Promise<void> {
  await insist(run, `BEGIN; ${ownRoleSql(job, run.crew.role)} ${doneSql(id, job, index)} COMMIT`);
}

/** After a failure: removes what it left. A statement that was cancelled may have been done all the same. */
async function cleanUp(lone: Lone, { before }: Begun, error: unknown): Promise<'done' | 'open'> {
  const { run, statement } = lone;
  const resolver = resolverOf(statement.deed);
  const outcome = resolver.judge(before, await resolver.look(run.crew.main));
  const isCancelled = isTransient(error) || sqlError(error)?.code === '57014';
  if (outcome.kind === 'again') await runAll(run, outcome.sql);
  if (outcome.kind === 'finish') await runAll(run, outcome.sql);
  return isCancelled && (outcome.kind === 'done' || outcome.kind === 'finish') ? 'done' : 'open';
}

/** After an interruption: finds out what happened, and brings it to an end if that is all that is left to do. */
async function settle(lone: Lone, begun: Begun): Promise<'done' | 'open'> {
  const { main } = lone.run.crew;
  const resolver = resolverOf(lone.statement.deed);
  const seen = resolver.judge(begun.before, await resolver.look(main));
  const outcome = seen.kind === 'unknown' ? decided(lone) : seen;
  lone.run.io.report({ kind: 'note', text: settledText(lone, outcome) });
  if (outcome.kind === 'finish' || outcome.kind === 'again') await runAll(lone.run, outcome.sql);
  if (outcome.kind === 'again') return 'open';
  await noteDone(lone, begun);
  return 'done';
}

async function runAll(run: Run, sql: readonly string[]): Promise<void> {
  for (const each of sql) await insist(run, each);
}

/** The cancellation of Ctrl-C may arrive late, and hit what comes after the statement that it was meant for. */
async function insist({ crew }: Run, sql: string): Promise<void> {
  try {
    await crew.main.execute(sql);
  } catch (error) {
    if (sqlError(error)?.code !== '57014') throw error;
    await crew.main.execute(`ROLLBACK`);
    await crew.main.execute(sql);
  }
}

function settledText({ job, index, statement }: Lone, outcome: Outcome): string {
  const what = `Part ${index + 1} of ${job.name} was interrupted`;
  if (outcome.kind === 'done') return `${what}; it was done.`;
  if (outcome.kind === 'finish') return `${what}; it is brought to its end.`;
  if (statement.deed.kind === 'backfill') return `${what}; it goes on where it was.`;
  return outcome.kind === 'again' && outcome.sql.length > 0
    ? `${what}; what it left is removed, and it is done again.`
    : `${what}; it is done again.`;
}

function decided({ job, run, statement }: Lone): Outcome {
  const { resume } = run.decision;
  run.decision.resume = undefined;
  if (resume !== undefined) return resume === 'done' ? done : again;
  const place = formatPlace(placeOf(statement, job.migration.path));
  const [line = ''] = statement.sql.split('\n');
  throw new TrivetError(
    'MIGRATION_UNRESOLVED',
    `${place}: this statement was interrupted, and whether it was done cannot be seen from outside: ${line}`,
    {
      hint: 'Find out, then run the command again with --resume done, or with --resume again if it is to be run once more.',
    },
  );
}

function failure(
  error: unknown,
  { job, index, run, statement }: Lone,
  waitedMs: number,
  blockers: readonly string[],
): unknown {
  const { path } = job.migration;
  if (run.io.signal.aborted) return interrupted(error);
  if (isTransient(error)) return lockedOut(statement, path, durationText(waitedMs), blockers);
  return statementFailed(error, statement, path, doneSoFar(job, index));
}

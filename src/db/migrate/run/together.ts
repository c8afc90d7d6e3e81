import { durationText } from '../../../base/duration.ts';
import { TrivetError } from '../../../base/errors.ts';
import { doneSql, noteBegin } from '../history/write.ts';
import type { MigrationStatement } from '../migration.ts';
import { doneSoFar, interrupted, isTransient, lockedOut, statementFailed } from './errors.ts';
import type { Job } from './job.ts';
import { limitLeftMs, limitsItself, limitsSql } from './limits.ts';
import { holdsLock } from './lock.ts';
import { asOurselves, ownRoleSql } from './own-role.ts';
import { backOffMs, pause } from './pause.ts';
import type { Run } from './run.ts';
import { watched } from './watched.ts';

/**
 * Carries out a part as one transaction. It waits for locks only as long as clients that queue up behind it may wait, and
 * tries again after a pause in which they get on.
 */
export async function runTogether(job: Job, index: number, run: Run): Promise<void> {
  const { io, settings, crew } = run;
  const since = io.now();
  const blockers: string[] = [];
  for (let attempt = 0; ; attempt += 1) {
    const at: Progress = { statement: undefined };
    try {
      return await transaction(job, index, run, at, blockers);
    } catch (error) {
      if (crew.isBroken(error)) throw error;
      await crew.main.execute('ROLLBACK');
      if (io.signal.aborted) throw interrupted(error);
      const { path } = job.migration;
      if (!isTransient(error)) {
        throw at.statement === undefined
          ? error
          : statementFailed(error, at.statement, path, doneSoFar(job, index));
      }
      const waitedMs = io.now() - since;
      if (waitedMs >= settings.lockRetryForMs && at.statement !== undefined) {
        throw lockedOut(at.statement, path, durationText(waitedMs), blockers);
      }
      io.report({ kind: 'lock-retry', attempt: attempt + 1, waitedMs, blockers: [...blockers] });
    }
    await pause(backOffMs(attempt, io.random), io.signal);
    if (io.signal.aborted) throw interrupted();
  }
}

interface Progress {
  statement: MigrationStatement | undefined;
}

async function transaction(
  job: Job,
  index: number,
  run: Run,
  at: Progress,
  blockers: string[],
): Promise<void> {
  const { crew, settings, io } = run;
  const { main, role } = crew;
  const part = job.migration.parts[index];
  if (part === undefined) return;
  const limitMs = limitsItself(job) ? undefined : settings.lockTimeoutMs;
  await main.execute(`${part.begin}; ${limitsSql(limitMs, settings.statementTimeoutMs)}`);
  if (!(await holdsLock(main))) throw pooled();
  const id = await asOurselves(main, job, role, () => noteBegin(main, job, index));
  const since = io.now();
  for (const [number, statement] of part.statements.entries()) {
    if (io.signal.aborted) throw interrupted();
    at.statement = statement;
    if (number > 0 && limitMs !== undefined) {
      await main.execute(limitsSql(limitLeftMs(limitMs, io.now() - since), undefined));
    }
    await watched(run, settings.lockTimeoutMs / 4, blockers, () => main.execute(statement.sql));
  }
  await watched(run, settings.lockTimeoutMs / 4, blockers, () =>
    main.execute(`${ownRoleSql(job, role)} ${doneSql(id, job, index)} COMMIT`),
  );
}

function pooled(): TrivetError {
  return new TrivetError(
    'DATABASE_UNSUPPORTED',
    'the lock of migrations is gone: the connection leads to a pooler that hands transactions to different sessions',
    { hint: 'Connect to the server itself, or to the pooler in session mode.' },
  );
}

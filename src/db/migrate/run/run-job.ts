import { TrivetError } from '../../../base/errors.ts';
import type { Session } from '../../../postgres/session.ts';
import { partRecords, type PartRecord } from '../history/parts.ts';
import { type MigrationRecord, recordOf } from '../history/records.ts';
import { noteEmpty } from '../history/write.ts';
import { runAlone } from './alone.ts';
import { explained, interrupted } from './errors.ts';
import type { Job } from './job.ts';
import { apart } from './own-role.ts';
import type { Run } from './run.ts';
import { prepareSession } from './session-setup.ts';
import { runTogether } from './together.ts';
import { untilWise } from './wise.ts';

/**
 * Carries a file out, from where it was left. Whatever breaks, each part is done once: what is done is asked of the history
 * before every attempt, and noted in the same transaction.
 */
export async function runJob(job: Job, run: Run): Promise<void> {
  const { io, crew } = run;
  const { parts } = job.migration;
  const since = io.now();
  io.report({ kind: 'started', name: job.name, direction: job.direction, parts: parts.length });
  const place: Place = { isPrepared: false };
  if (parts.length === 0) await noteEmpty(crew.main, job);
  for (const [index, part] of parts.entries()) {
    if (io.signal.aborted) throw interrupted();
    const sql = part.statements[0]?.sql ?? '';
    io.report({ kind: 'part', name: job.name, part: index, parts: parts.length, sql });
    await runPart(job, index, run, place);
  }
  const elapsedMs = io.now() - since;
  io.report({ kind: 'finished', name: job.name, direction: job.direction, elapsedMs });
}

const breaksMax = 5;

/** Whether the session is as the file has made it so far. */
interface Place {
  isPrepared: boolean;
}

/** Tries until the part is done, over new connections where the one in use breaks. */
async function runPart(job: Job, index: number, run: Run, place: Place): Promise<void> {
  const { crew } = run;
  for (let breaks = 0; ; breaks += 1) {
    try {
      if (!place.isPrepared) await prepareSession(crew.main, job, index);
      place.isPrepared = true;
      return await attempt(job, index, run);
    } catch (error) {
      if (!crew.isBroken(error) || breaks >= breaksMax) throw explained(error);
      place.isPrepared = false;
      await crew.renew(error);
    }
  }
}

async function attempt(job: Job, index: number, run: Run): Promise<void> {
  const { main, role } = run.crew;
  const { record, records } = await apart(main, job, role, () => stateOf(job, main));
  refuseEdited(job, records);
  const part = job.migration.parts[index];
  const known = records.get(index);
  if (part === undefined) return;
  if (known?.done === true) {
    // What it set for the rest of the file is gone with the session that did it.
    return prepareSession(main, job, index + 1);
  }
  // To stop halfway is worse than to wait.
  await untilWise(run, index === 0 ? 0 : run.settings.lockRetryForMs);
  if (part.transactional) await runTogether(job, index, run);
  else await runAlone(job, index, run, record && known && { id: record.id, before: known.before });
}

interface JobState {
  readonly record: MigrationRecord | undefined;
  readonly records: ReadonlyMap<number, PartRecord>;
}

async function stateOf({ name, direction }: Job, session: Session): Promise<JobState> {
  const record = await recordOf(session, name);
  if (record === undefined) return { record, records: new Map() };
  return { record, records: await partRecords(session, record.id, direction) };
}

/** What has not run yet may be corrected; what is done may not become something else. */
function refuseEdited(job: Job, records: ReadonlyMap<number, PartRecord>): void {
  for (const { part, checksum, done } of records.values()) {
    const now = job.migration.parts[part];
    if (now?.checksum === checksum || (!done && now !== undefined)) continue;
    throw new TrivetError(
      'MIGRATION_REFUSED',
      `${job.migration.path}: part ${part + 1} is done already, and was another one then`,
      { hint: 'Put back what it was; only what has not run yet may be changed.' },
    );
  }
}

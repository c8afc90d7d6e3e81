import type { Session } from '../../postgres/session.ts';
import { partRecords } from './history/parts.ts';
import type { MigrationFile } from './migration.ts';
import { lockHolder } from './run/lock.ts';
import { type Entry, readState } from './state.ts';

export interface Status {
  readonly entries: readonly StatusEntry[];
  /** The session that is at work on migrations now. */
  readonly running: string | undefined;
  /** Whether a file is missing where a migration was applied from a folder that was given. */
  readonly isWhole: boolean;
}

export interface StatusEntry extends Entry {
  /** Of one that is unfinished or being rolled back: how many of its parts are done. */
  readonly partsDone: number | undefined;
}

/** What is applied, pending, and not as it should be. Reads, and changes nothing. */
export async function status(
  session: Session,
  files: readonly MigrationFile[],
  isWhole: boolean,
): Promise<Status> {
  const entries: StatusEntry[] = [];
  for (const entry of await readState(session, files)) {
    entries.push({ ...entry, partsDone: await partsDone(session, entry) });
  }
  return { entries, running: await lockHolder(session), isWhole };
}

/** Whether somebody should do something: pending, edited, missing or half-done migrations. */
export function needsAttention({ entries, isWhole }: Status): boolean {
  return entries.some(
    ({ state, edited, file, foreign }) =>
      state !== 'applied' || edited || foreign?.failed === true || (isWhole && file === undefined),
  );
}

async function partsDone(session: Session, { state, record }: Entry): Promise<number | undefined> {
  if (record === undefined || (state !== 'unfinished' && state !== 'rolling-back'))
    return undefined;
  const records = await partRecords(session, record.id, state === 'unfinished' ? 'up' : 'down');
  return [...records.values()].filter(({ done }) => done).length;
}

import type { Session } from '../../postgres/session.ts';
import { partRecords } from './history/parts.ts';
import type { MigrationFiles } from './files/migration-files.ts';
import { lockHolder } from './run/lock.ts';
import { type Entry, readState } from './state.ts';

export interface Status {
  readonly entries: readonly StatusEntry[];
  /** Paths of files that only Flyway can run. */
  readonly left: readonly string[];
  /** The session that is at work on migrations now. */
  readonly running: string | undefined;
  /** Histories of other tools in this database. */
  readonly foreign: readonly { readonly tool: string; readonly applied: number }[];
}

export interface StatusEntry extends Entry {
  /** It is applied, and not among the files of a folder that was given. */
  readonly missing: boolean;
  /** Of one that is unfinished or being rolled back: how many of its parts are done. */
  readonly partsDone: number | undefined;
}

/** What is applied, pending, and not as it should be. Reads, and changes nothing. */
export async function status(
  session: Session,
  { files, left }: MigrationFiles,
  isWhole: boolean,
): Promise<Status> {
  const entries: StatusEntry[] = [];
  const state = await readState(session, files);
  for (const entry of state.entries) {
    const missing = isWhole && entry.file === undefined;
    entries.push({ ...entry, missing, partsDone: await partsDone(session, entry) });
  }
  const foreign = state.foreign.map(({ adopter, records }) => ({
    tool: adopter.tool,
    applied: records.filter(({ failed }) => !failed).length,
  }));
  return { entries, left, running: await lockHolder(session), foreign };
}

/** Whether somebody should do something: pending, edited, missing or half-done migrations. */
export function needsAttention({ entries }: Status): boolean {
  return entries.some(
    ({ state, edited, missing, foreign }) =>
      state !== 'applied' || edited || missing || foreign?.failed === true,
  );
}

async function partsDone(session: Session, { state, record }: Entry): Promise<number | undefined> {
  if (record === undefined || (state !== 'unfinished' && state !== 'rolling-back'))
    return undefined;
  const records = await partRecords(session, record.id, state === 'unfinished' ? 'up' : 'down');
  return [...records.values()].filter(({ done }) => done).length;
}

import type { Session } from '../../postgres/session.ts';
import {
  type ForeignHistory,
  foreignMatch,
  type ForeignMatch,
  readForeignHistories,
} from './adopt/foreign-history.ts';
import { versionOf } from './files/names.ts';
import { compareVersions } from './files/order.ts';
import { type MigrationRecord, recordsInForce, rolledBackNames } from './history/records.ts';
import type { MigrationFile } from './migration.ts';
import { checksumOf } from './parse/checksum.ts';

/** Where a migration stands in a database. */
export interface Entry {
  readonly name: string;
  readonly version: string;
  readonly state: 'applied' | 'pending' | 'unfinished' | 'rolling-back';
  /** `undefined`: it is in the history and not among the files that were given. */
  readonly file: MigrationFile | undefined;
  readonly record: MigrationRecord | undefined;
  /** Where another tool has applied it. */
  readonly foreign: ForeignMatch | undefined;
  /** Its text is not what it was when it was applied. */
  readonly edited: boolean;
  /** Pending, and older than one that is applied. */
  readonly outOfOrder: boolean;
}

export interface State {
  /** All migrations that there are, as files or in the history, in order. */
  readonly entries: readonly Entry[];
  /** Histories of other tools in this database. */
  readonly foreign: readonly ForeignHistory[];
}

export async function readState(session: Session, files: readonly MigrationFile[]): Promise<State> {
  const records = await recordsInForce(session);
  const undone = await rolledBackNames(session);
  const foreign = await readForeignHistories(session);
  return { entries: entriesOf(files, records, undone, foreign), foreign };
}

function entriesOf(
  files: readonly MigrationFile[],
  records: readonly MigrationRecord[],
  undone: ReadonlySet<string>,
  foreign: readonly ForeignHistory[],
): readonly Entry[] {
  const byName = new Map(records.map((record) => [record.name, record]));
  // What trivet has rolled back is gone, whatever the history of another tool still says.
  const fromFiles = files.map((file) =>
    entryOf(file, byName.get(file.name), undone.has(file.name) ? [] : foreign),
  );
  const names = new Set(files.map(({ name }) => name));
  const lost = records.filter(({ name }) => !names.has(name)).map(entryWithoutFile);
  const entries = [...fromFiles, ...lost].toSorted((a, b) => compareVersions(a.version, b.version));
  const newestAt = entries.findLastIndex(({ state }) => state !== 'pending');
  return entries.map((entry, at) =>
    entry.state === 'pending' && at < newestAt ? outOfOrder(entry) : entry,
  );
}

function outOfOrder(entry: Entry): Entry {
  return { ...entry, outOfOrder: true };
}

function entryOf(
  file: MigrationFile,
  record: MigrationRecord | undefined,
  histories: readonly ForeignHistory[],
): Entry {
  const { name, version } = file;
  const foreign = record === undefined ? foreignMatch(file, histories) : undefined;
  const state =
    record === undefined ? (foreign === undefined ? 'pending' : 'applied') : stateOfRecord(record);
  const edited =
    record === undefined
      ? foreign?.edited === true
      : state === 'applied' && record.checksum !== checksumOf(file.up);
  return { name, version, state, file, record, foreign, edited, outOfOrder: false };
}

function entryWithoutFile(record: MigrationRecord): Entry {
  return {
    name: record.name,
    version: versionOf(record.path),
    state: stateOfRecord(record),
    file: undefined,
    record,
    foreign: undefined,
    edited: false,
    outOfOrder: false,
  };
}

function stateOfRecord({ finished, rollbackStarted }: MigrationRecord): Entry['state'] {
  if (rollbackStarted !== null) return 'rolling-back';
  return finished === null ? 'unfinished' : 'applied';
}

import { TrivetError } from '../../base/errors.ts';
import type { Session } from '../../postgres/session.ts';
import { migrationFiles } from './files/migration-files.ts';
import { type MigrationRecord, recordsInForce } from './history/records.ts';
import type { MigrationFile, SqlText } from './migration.ts';
import { parseMigration } from './parse/parse-migration.ts';
import { Crew } from './run/crew.ts';
import type { Job } from './run/job.ts';
import { type Applied, type JobsResult, runJobs } from './run/run-jobs.ts';
import type { MigrateIo, RunSettings } from './run/settings.ts';
import type { Run } from './run/run.ts';

export interface RollbackRequest {
  /** Where the rollbacks are found; others are read from where they were when they were applied. */
  readonly files: readonly MigrationFile[];
  /** These, or the newest `steps`. */
  readonly names: readonly string[] | undefined;
  readonly steps: number;
  /** `out-of-order`: one of which a newer one is applied. */
  readonly allow: ReadonlySet<string>;
  readonly settings: RunSettings;
  /** A migration and what lies beside it; nothing where there is none. */
  readonly read: (path: string) => Promise<readonly SqlText[]>;
}

export interface RollbackResult extends Omit<JobsResult, 'done'> {
  /** Newest first. */
  readonly rolledBack: readonly Applied[];
}

/** Takes migrations back, newest first. */
export async function rollback(request: RollbackRequest, io: MigrateIo): Promise<RollbackResult> {
  const { settings } = request;
  await using crew = await Crew.open(io, settings);
  const jobs = await rollbackJobs(request, crew.main);
  for (const { name, migration } of jobs) {
    for (const what of migration.loses) {
      io.report({ kind: 'note', text: `The rollback of ${name} loses ${what}.` });
    }
  }
  const run: Run = { io, settings, crew, decision: { resume: settings.resume } };
  const { done, ...left } = await runJobs(jobs, run);
  return { rolledBack: done, ...left };
}

/** What would be run, read and checked, newest first. */
export async function rollbackJobs(
  request: RollbackRequest,
  session: Session,
): Promise<readonly Job[]> {
  const records = (await recordsInForce(session)).toReversed();
  const jobs: Job[] = [];
  for (const record of chosen(records, request)) {
    const { name, path, checksum } = record;
    const { down } = await fileOf(record, request);
    if (down === undefined) throw noRollback(path);
    const migration = await parseMigration(name, down);
    jobs.push({ direction: 'down', name, path, checksum, migration });
  }
  return jobs;
}

function chosen(
  records: readonly MigrationRecord[],
  { names, steps, allow }: RollbackRequest,
): readonly MigrationRecord[] {
  const unknown = names?.find((name) => !records.some((record) => record.name === name));
  if (unknown !== undefined) {
    throw refused(
      `${unknown} is not in the history of this database: there is nothing to take back`,
      'See trivet db status.',
    );
  }
  const taken =
    names === undefined
      ? records.slice(0, steps)
      : records.filter(({ name }) => names.includes(name));
  const half = taken.find(({ finished }) => finished === null);
  if (half !== undefined) {
    throw refused(
      `${half.name} is applied only in part`,
      'Bring it to an end with trivet db migrate first.',
    );
  }
  const newer = records.slice(0, taken.length).find((record) => !taken.includes(record));
  if (newer !== undefined && !allow.has('out-of-order')) {
    throw refused(
      `${newer.name} was applied after it`,
      'Take that one back first, or go on all the same with --allow out-of-order.',
    );
  }
  return taken;
}

async function fileOf(
  { name, path }: MigrationRecord,
  { files, read }: RollbackRequest,
): Promise<MigrationFile> {
  const given = files.find((file) => file.name === name);
  const file = given ?? migrationFiles(await read(path)).files.find((each) => each.name === name);
  if (file !== undefined) return file;
  throw new TrivetError('INPUT_NOT_FOUND', `The file of ${name} is not at ${path} any more`, {
    hint: 'Name the file, or the folder that it is in.',
  });
}

function noRollback(path: string): TrivetError {
  const wanted = path.replace(/\.sql$/, '_rollback.sql');
  return new TrivetError('INPUT_NOT_FOUND', `${path} has no rollback`, {
    hint: `Write what undoes it to ${wanted}.`,
  });
}

function refused(message: string, hint: string): TrivetError {
  return new TrivetError('MIGRATION_REFUSED', message, { hint });
}

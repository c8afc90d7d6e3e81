import { didYouMean } from '../../base/suggest.ts';
import { TrivetError } from '../../base/errors.ts';
import type { Session } from '../../postgres/session.ts';
import { refuseDrift } from './drift.ts';
import { refuseHazards } from './hazard-gate.ts';
import { ensureHistory } from './history/schema.ts';
import { noteBaseline } from './history/write.ts';
import type { Migration, MigrationFile } from './migration.ts';
import { parseMigration } from './parse/parse-migration.ts';
import { Crew } from './run/crew.ts';
import { applying } from './run/job.ts';
import { type Applied, type JobsResult, runJobs } from './run/run-jobs.ts';
import type { MigrateIo, RunSettings } from './run/settings.ts';
import type { Run } from './run/run.ts';
import { reportBlindness } from './run/wise.ts';
import { type Entry, readState } from './state.ts';

export interface MigrateRequest {
  /** In order. */
  readonly files: readonly MigrationFile[];
  /** Whether all files that there are were given: a folder. One that is missing is then worth a word. */
  readonly isWhole: boolean;
  /** The last one to apply. */
  readonly to: string | undefined;
  /** Names of hazards and of what `drifts` lists, that a person has decided to go on with. */
  readonly allow: ReadonlySet<string>;
  readonly settings: RunSettings;
}

/** `pending` is what is left after Ctrl-C. */
export interface MigrateResult extends Omit<JobsResult, 'done'> {
  readonly applied: readonly Applied[];
}

/** Applies what is pending, in order. */
export async function migrate(request: MigrateRequest, io: MigrateIo): Promise<MigrateResult> {
  const { settings } = request;
  await using crew = await Crew.open(io, settings);
  await ensureHistory(crew.main);
  const pending = await pendingMigrations(request, crew.main, io);
  const run: Run = { io, settings, crew, decision: { resume: settings.resume } };
  if (pending.length > 0) await reportBlindness(run);
  const { done, ...left } = await runJobs(pending.map(applying), run);
  return { applied: done, ...left };
}

/** What would be applied, read and checked. Throws `MIGRATION_REFUSED` where something speaks against it. */
export async function pendingMigrations(
  request: Omit<MigrateRequest, 'settings'>,
  session: Session,
  { report }: Pick<MigrateIo, 'report'>,
): Promise<readonly Migration[]> {
  const { entries } = await readState(session, request.files);
  const inScope = upTo(entries, request.to, '--to');
  refuseDrift(inScope, request.allow);
  for (const { name, file, record } of entries) {
    if (file !== undefined || !request.isWhole) continue;
    report({
      kind: 'note',
      text: `${name} is applied, and its file is gone (${record?.path ?? ''}).`,
    });
  }
  const migrations: Migration[] = [];
  const texts = new Map<string, string>();
  for (const { state, file } of inScope) {
    if (state === 'applied' || file === undefined) continue;
    const { name, path, up, transaction } = file;
    migrations.push(await parseMigration(name, { path, text: up }, transaction));
    texts.set(path, up);
  }
  await refuseHazards(migrations, texts, { major: session.major, allow: request.allow });
  return migrations;
}

/** Takes all up to a name as applied, without running them: the database has what they make already. */
export async function baseline(
  request: Pick<MigrateRequest, 'files' | 'settings'>,
  last: string,
  io: MigrateIo,
): Promise<readonly string[]> {
  await using crew = await Crew.open(io, request.settings);
  await ensureHistory(crew.main);
  const state = await readState(crew.main, request.files);
  const entries = upTo(state.entries, last, '--baseline');
  const names: string[] = [];
  for (const { file, record } of entries) {
    if (file === undefined || record !== undefined) continue;
    const { name, path, up, transaction } = file;
    const migration = await parseMigration(name, { path, text: up }, transaction);
    await noteBaseline(crew.main, applying(migration));
    names.push(name);
  }
  return names;
}

function upTo(
  entries: readonly Entry[],
  last: string | undefined,
  option: string,
): readonly Entry[] {
  if (last === undefined) return entries;
  const wanted = last.replace(/^.*\//, '').replace(/\.sql$/, '');
  const at = entries.findIndex(({ name }) => name === wanted);
  if (at !== -1) return entries.slice(0, at + 1);
  const names = entries.map(({ name }) => name);
  throw new TrivetError(
    'USAGE',
    `${option}: there is no migration "${wanted}"${didYouMean(wanted, names)}`,
    {
      hint: 'Take a name that trivet db status lists.',
    },
  );
}

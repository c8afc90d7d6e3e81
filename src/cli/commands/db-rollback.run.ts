import { TrivetError } from '../../base/errors.ts';
import {
  migrationFiles,
  nameOf,
  rollback,
  rollbackJobs,
  withoutDone,
  type MigrateIo,
  type RollbackRequest,
} from '../../db/migrate/index.ts';
import { rollbackDocument } from '../../db/migrate/report/json.ts';
import { rollbackText } from '../../db/migrate/report/text.ts';
import type { CliContext } from '../context.ts';
import { connectionsTo, connectionUrl } from '../db/connection.ts';
import { migrateProgress } from '../db/migrate-progress.ts';
import { migrationOf, readMigrationTexts, readWithRollback } from '../db/migration-texts.ts';
import { preview } from '../db/preview.ts';
import { allowedNames, runSettings } from '../db/run-settings.ts';
import { orSettings, readDbSettings, withRunSettings } from '../db/settings.ts';
import type { DbRollbackFlags } from './db-rollback-flags.ts';

/** `trivet db rollback`: take back what files name, or the newest that are applied. */
export async function runDbRollback(
  context: CliContext,
  given: DbRollbackFlags,
  operands: readonly string[],
): Promise<void> {
  const { terminal, cwd, signal } = context;
  const settings = await readDbSettings(context);
  const flags = withRunSettings(given, settings);
  const url = connectionUrl(flags.connection, settings.connection);
  // A folder says where the newest are, and never which to take back.
  const folders = flags.steps === undefined ? [] : (settings.migrations ?? []);
  const request = await requestFrom(flags, orSettings(operands, folders), cwd);
  const io: MigrateIo = {
    ...connectionsTo(url),
    signal,
    report: migrateProgress(terminal),
    random: Math.random,
    now: () => performance.now(),
  };
  if (flags.sql === true || flags.dryRun === true) {
    return preview(context, flags, 'trivet.rollback/1', io, async (session) =>
      withoutDone(session, await rollbackJobs(request, session)),
    );
  }
  const result = await rollback(request, io);
  terminal.answer(rollbackText(result, terminal.outStyle));
  terminal.document(rollbackDocument(result));
}

async function requestFrom(
  flags: DbRollbackFlags,
  operands: readonly string[],
  cwd: string,
): Promise<RollbackRequest> {
  const { steps } = flags;
  if (steps === undefined && operands.length === 0) throw nothingNamed();
  const named = steps === undefined ? operands.map((each) => migrationOf(each, cwd)) : operands;
  const { texts, isWhole } = await readMigrationTexts(named, cwd);
  if (steps === undefined && isWhole) throw nothingNamed();
  return {
    files: migrationFiles(texts).files,
    names: steps === undefined ? named.map(nameOf) : undefined,
    steps: steps ?? 0,
    allow: allowedNames(flags),
    settings: runSettings(flags),
    read: (path) => readWithRollback(path, cwd),
  };
}

function nothingNamed(): TrivetError {
  return new TrivetError('USAGE', 'It is not said what to take back.', {
    hint: 'Name the file of a migration, or how many with --steps N.',
  });
}

import { TrivetError } from '../../base/errors.ts';
import {
  applying,
  baseline,
  migrate,
  migrationFiles,
  pendingMigrations,
  withoutDone,
  type MigrateIo,
  type MigrateRequest,
} from '../../db/migrate/index.ts';
import { leftText, migrateText } from '../../db/migrate/report/text.ts';
import { baselineDocument, migrateDocument } from '../../db/migrate/report/json.ts';
import type { CliContext } from '../context.ts';
import { connectionsTo, connectionUrl } from '../db/connection.ts';
import { migrateProgress } from '../db/migrate-progress.ts';
import { readMigrationTexts } from '../db/migration-texts.ts';
import { preview } from '../db/preview.ts';
import { allowedNames, runSettings } from '../db/run-settings.ts';
import { orSettings, readDbSettings, withRunSettings } from '../db/settings.ts';
import type { DbMigrateFlags } from './db-migrate-flags.ts';

/** `trivet db migrate`: apply what is pending, or say what that would be. */
export async function runDbMigrate(
  context: CliContext,
  given: DbMigrateFlags,
  operands: readonly string[],
): Promise<void> {
  const { terminal, signal } = context;
  const settings = await readDbSettings(context);
  const flags = withRunSettings(given, settings);
  const url = connectionUrl(flags.connection, settings.connection);
  const request = await requestFrom(flags, orSettings(operands, settings.migrations), context);
  const io: MigrateIo = {
    ...connectionsTo(url),
    signal,
    report: migrateProgress(terminal),
    random: Math.random,
    now: () => performance.now(),
  };
  if (flags.baseline !== undefined) {
    const names = await baseline(request, flags.baseline, io);
    terminal.answer(`Taken as applied: ${names.length === 0 ? 'nothing new' : names.join(', ')}\n`);
    return terminal.document(baselineDocument(names));
  }
  if (flags.sql === true || flags.dryRun === true) {
    return preview(context, flags, 'trivet.migrate/1', io, async (session) =>
      withoutDone(session, (await pendingMigrations(request, session, io)).map(applying)),
    );
  }
  const result = await migrate(request, io);
  terminal.answer(migrateText(result, terminal.outStyle));
  terminal.document(migrateDocument(result));
}

async function requestFrom(
  flags: DbMigrateFlags,
  operands: readonly string[],
  { cwd, terminal }: CliContext,
): Promise<MigrateRequest> {
  const { texts, isWhole } = await readMigrationTexts(operands, cwd);
  if (texts.length === 0) {
    throw new TrivetError('USAGE', 'No migration was found.', {
      hint: 'Name files or folders: "trivet db migrate migrations/ --connection postgres://…".',
    });
  }
  const { files, left } = migrationFiles(texts);
  if (left.length > 0) terminal.note(leftText(left));
  const allow = allowedNames(flags);
  return { files, isWhole, to: flags.to, allow, settings: runSettings(flags) };
}

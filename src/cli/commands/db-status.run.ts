import { migrationFiles, needsAttention, status } from '../../db/migrate/index.ts';
import { statusDocument } from '../../db/migrate/report/json.ts';
import { statusText } from '../../db/migrate/report/status-text.ts';
import type { CliContext } from '../context.ts';
import { connectionsTo, connectionUrl } from '../db/connection.ts';
import { readMigrationTexts } from '../db/migration-texts.ts';
import { orSettings, readDbSettings } from '../db/settings.ts';
import type { DbStatusFlags } from './db-status-flags.ts';

/** `trivet db status`: files and history side by side. */
export async function runDbStatus(
  context: CliContext,
  flags: DbStatusFlags,
  operands: readonly string[],
): Promise<void> {
  const { terminal, cwd, outcome } = context;
  const { connection, migrations } = await readDbSettings(context);
  const url = connectionUrl(flags.connection, connection);
  const { texts, isWhole } = await readMigrationTexts(orSettings(operands, migrations), cwd);
  const files = migrationFiles(texts);
  await using session = await connectionsTo(url).connect();
  const result = await status(session, files, isWhole);
  terminal.answer(statusText(result, terminal.outStyle));
  terminal.document(statusDocument(result));
  if (flags.check === true && needsAttention(result)) outcome.exit = 1;
}

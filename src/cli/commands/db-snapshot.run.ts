import { TrivetError } from '../../base/errors.ts';
import { redact, redactJson } from '../../base/secrets.ts';
import { snapshotText } from '../../db/snapshot/write-snapshot.ts';
import { prepareWholeFile, writeWholeFile } from '../../emit/whole-file.ts';
import type { Catalog } from '../../postgres/catalog/catalog.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import { connect } from '../../postgres/connect.ts';
import { counted } from '../../report/text.ts';
import type { CliContext } from '../context.ts';
import { connectionUrl } from '../db/connection.ts';
import { readDbSettings } from '../db/settings.ts';
import { fileAt } from '../report-files.ts';
import type { DbSnapshotFlags } from './db-snapshot-flags.ts';

/** `trivet db snapshot`: the schema of a database in a file. */
export async function runDbSnapshot(context: CliContext, flags: DbSnapshotFlags): Promise<void> {
  const { terminal, cwd, signal } = context;
  const url = connectionUrl(flags.connection, (await readDbSettings(context)).connection);
  const file = fileAt(fileName(flags), cwd);
  prepareWholeFile(file);
  terminal.progress('Reading the schema');
  await using session = await connect(url);
  const catalog = await readCatalog(session);
  signal.throwIfAborted();
  writeWholeFile(file, snapshotText(catalog));
  const { major, objects, unsupported } = catalog;
  terminal.answer(
    `Wrote ${file.name}: ${counted(objects.size, 'object')} of ${redact(url)} (PostgreSQL ${major}).\n`,
  );
  terminal.document({
    schema: 'trivet.snapshot/1',
    file: file.name,
    postgres: major,
    objects: objects.size,
    unsupported: Object.keys(unsupported),
  });
  const warn = (text: string): void =>
    terminal.problem(`${terminal.errStyle('yellow', 'warning:')} ${text}`);
  const missing = Object.keys(unsupported);
  if (missing.length > 0) warn(`Not in it, because this version cannot: ${missing.join(', ')}.`);
  const secrets = withSecrets(catalog);
  if (secrets.length > 0) warn(`It holds the password of ${secrets.join(', ')}: keep it like one.`);
}

/** Not standard output: what is printed there has no secrets, and a snapshot without them is that of another schema. */
function fileName({ output }: DbSnapshotFlags): string {
  if (output !== undefined && output !== '-') return output;
  throw new TrivetError('USAGE', 'It is not said where the snapshot is to go.', {
    hint: 'Name a file: "trivet db snapshot --output schema.json".',
  });
}

/** Objects whose facts hold a password: those that connect to other servers. */
function withSecrets({ objects }: Catalog): readonly string[] {
  return [...objects.values()]
    .filter(({ kind }) => /^(user mapping|subscription|foreign server)$/.test(kind))
    .filter(({ facts }) => JSON.stringify(redactJson(facts)) !== JSON.stringify(facts))
    .map(({ id }) => id);
}

import type { Script } from '../../../postgres/script/script.ts';
import { splitScript } from '../../../postgres/script/split-script.ts';
import { deedOf } from '../../deeds/deed-of.ts';
import type { Migration, MigrationStatement, TransactionMode } from '../migration.ts';
import { checksumOf } from './checksum.ts';
import { readHeader } from './header.ts';
import { toParts } from './parts.ts';

/** What a file of SQL consists of, and what of it belongs into one transaction. Throws `SQL_FAILED` with the place. */
export async function parseMigration(
  name: string,
  { path, text }: { readonly path: string; readonly text: string },
  transaction?: TransactionMode,
): Promise<Migration> {
  const script: Script = { name: path, text };
  const statements: MigrationStatement[] = [];
  for (const statement of splitScript(text, path, { copyData: 'refuse' })) {
    statements.push({ ...statement, deed: await deedOf(statement.sql) });
  }
  const header = readHeader(script, statements[0]?.offset ?? text.length);
  return {
    name,
    path,
    checksum: checksumOf(text),
    parts: toParts(script, statements, header.transaction ?? transaction),
    loses: header.loses,
  };
}

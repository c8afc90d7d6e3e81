import { TrivetError } from '../../../base/errors.ts';
import type { Session } from '../../../postgres/session.ts';
import type { MigrationStatement } from '../migration.ts';

/** `IF NOT EXISTS` is content with an index of that name which no query can use. */
export async function refuseInvalidIndex(
  session: Session,
  { deed }: MigrationStatement,
): Promise<void> {
  if (deed.kind !== 'create-index' || deed.index === undefined) return;
  const [row] = await session.query<{ valid: boolean }>(
    'SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)',
    [deed.index],
  );
  if (row?.valid !== false) return;
  throw new TrivetError(
    'SQL_FAILED',
    `the index ${deed.index} was there already, and is invalid: what an interrupted build of somebody left`,
    { hint: `Remove it with DROP INDEX CONCURRENTLY ${deed.index}; then run the command again.` },
  );
}

import type { Session } from '../../../postgres/session.ts';
import { historyVersion } from './schema.ts';

/** One application of a migration. Times as the server writes them in JSON. */
export interface MigrationRecord {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly checksum: string;
  readonly started: string;
  readonly finished: string | null;
  readonly rollbackStarted: string | null;
  readonly rolledBack: string | null;
  readonly baseline: boolean;
}

/** Those in force, in the order in which they were applied. A database without a history has none. */
export async function recordsInForce(session: Session): Promise<readonly MigrationRecord[]> {
  if ((await historyVersion(session)) === 0) return [];
  return select(session, 'rolled_back IS NULL', []);
}

export async function recordOf(
  session: Session,
  name: string,
): Promise<MigrationRecord | undefined> {
  const [record] = await select(session, 'rolled_back IS NULL AND name = $1', [name]);
  return record;
}

/** Names of migrations that trivet has rolled back at some time. */
export async function rolledBackNames(session: Session): Promise<ReadonlySet<string>> {
  if ((await historyVersion(session)) === 0) return new Set();
  const rows = await session.query<{ name: string }>(
    'SELECT DISTINCT name FROM trivet.migrations WHERE rolled_back IS NOT NULL',
  );
  return new Set(rows.map(({ name }) => name));
}

function select(
  session: Session,
  condition: string,
  values: readonly unknown[],
): Promise<readonly MigrationRecord[]> {
  return session.query<MigrationRecord>(
    `SELECT id::text, name, path, checksum, to_json(started)#>>'{}' AS started, to_json(finished)#>>'{}' AS finished,
       to_json(rollback_started)#>>'{}' AS "rollbackStarted", to_json(rolled_back)#>>'{}' AS "rolledBack", baseline
     FROM trivet.migrations WHERE ${condition} ORDER BY id`,
    values,
  );
}

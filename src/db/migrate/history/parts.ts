import type { JsonValue } from '../../../base/json.ts';
import type { Session } from '../../../postgres/session.ts';

export type Direction = 'up' | 'down';

/** What is known of a part: begun (a statement outside of transactions), or done. */
export interface PartRecord {
  readonly part: number;
  readonly checksum: string;
  readonly done: boolean;
  /** What a statement outside of transactions found before it began; what it has done is told by comparing. */
  readonly before: JsonValue;
}

export async function partRecords(
  session: Session,
  migration: string,
  direction: Direction,
): Promise<ReadonlyMap<number, PartRecord>> {
  const rows = await session.query<PartRecord>(
    `SELECT part, checksum, done IS NOT NULL AS done, before FROM trivet.parts
     WHERE migration = $1 AND direction = $2`,
    [migration, direction],
  );
  return new Map(rows.map((row) => [row.part, row]));
}

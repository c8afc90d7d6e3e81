import type { JsonValue } from '../../../base/json.ts';
import type { Session } from '../../../postgres/session.ts';
import type { Job } from '../run/job.ts';
import type { Direction } from './parts.ts';

/**
 * Notes that a part begins; the first one of a migration makes its row. Within a transaction this is also what keeps the
 * part from being done twice. Gives back the row's id.
 */
export async function noteBegin(
  session: Session,
  job: Job,
  index: number,
  before: JsonValue = null,
): Promise<string> {
  const part = job.migration.parts[index];
  const [row] = await session.query<{ id: string }>(
    `WITH migration AS (${job.direction === 'up' ? applyingSql : rollingBackSql})
     INSERT INTO trivet.parts AS p (migration, direction, part, checksum, before)
     SELECT id, $4, $5, $6, $7 FROM migration
     ON CONFLICT (migration, direction, part) DO UPDATE
       SET begun = clock_timestamp(), checksum = excluded.checksum, before = excluded.before WHERE p.done IS NULL
     RETURNING migration::text AS id`,
    [...valuesOf(job), job.direction, index, part?.checksum ?? '', JSON.stringify(before)],
  );
  if (row === undefined) throw new Error(`part ${index} of ${job.name} is done already`);
  return row.id;
}

/** A migration without statements: it is applied, or rolled back, by saying so. */
export async function noteEmpty(session: Session, job: Job): Promise<void> {
  const [row] = await session.query<{ id: string }>(
    `WITH migration AS (${job.direction === 'up' ? applyingSql : rollingBackSql}) SELECT id::text FROM migration`,
    valuesOf(job),
  );
  if (row !== undefined) await session.execute(finishedSql(row.id, job.direction));
}

export async function noteBaseline(session: Session, job: Job): Promise<void> {
  await session.query(
    `INSERT INTO trivet.migrations (name, path, checksum, finished, baseline)
     VALUES ($1, $2, $3, clock_timestamp(), true)`,
    valuesOf(job),
  );
}

/** Statements that note that a part is done, and with the last one the migration. Plain text: they travel with `COMMIT`. */
export function doneSql(id: string, job: Job, index: number): string {
  const done = `UPDATE trivet.parts SET done = clock_timestamp()
    WHERE migration = ${id} AND direction = '${job.direction}' AND part = ${index};`;
  const isLast = index === job.migration.parts.length - 1;
  return isLast ? `${done} ${finishedSql(id, job.direction)}` : done;
}

/** A statement outside of transactions failed, and what it left is cleaned up: it is as if it had never begun. */
export function forgottenSql(id: string, { direction }: Job, index: number): string {
  const none = `NOT EXISTS (SELECT FROM trivet.parts WHERE migration = ${id} AND direction = '${direction}')`;
  return `
    DELETE FROM trivet.parts
    WHERE migration = ${id} AND direction = '${direction}' AND part = ${index} AND done IS NULL;
    ${
      direction === 'up'
        ? `DELETE FROM trivet.migrations WHERE id = ${id} AND ${none};`
        : `UPDATE trivet.migrations SET rollback_started = NULL WHERE id = ${id} AND ${none};`
    }`;
}

function finishedSql(id: string, direction: Direction): string {
  const column = direction === 'up' ? 'finished' : 'rolled_back';
  return `UPDATE trivet.migrations SET ${column} = clock_timestamp() WHERE id = ${id};`;
}

function valuesOf({ name, path, checksum }: Job): readonly string[] {
  return [name, path, checksum];
}

const applyingSql = `
  INSERT INTO trivet.migrations (name, path, checksum) VALUES ($1, $2, $3)
  ON CONFLICT (name) WHERE rolled_back IS NULL DO UPDATE SET path = excluded.path, checksum = excluded.checksum
  RETURNING id`;

// The path and checksum are those of the migration, and stay.
const rollingBackSql = `
  UPDATE trivet.migrations SET rollback_started = coalesce(rollback_started, clock_timestamp())
  WHERE name = $1 AND rolled_back IS NULL AND $2::text IS NOT NULL AND $3::text IS NOT NULL
  RETURNING id`;

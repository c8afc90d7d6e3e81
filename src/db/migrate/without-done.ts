import type { Session } from '../../postgres/session.ts';
import { partRecords } from './history/parts.ts';
import { recordsInForce } from './history/records.ts';
import type { Job } from './run/job.ts';
import type { Migration } from './migration.ts';

/** What is left to run of files that were interrupted. */
export async function withoutDone(
  session: Session,
  jobs: readonly Job[],
): Promise<readonly Migration[]> {
  const ids = new Map((await recordsInForce(session)).map(({ name, id }) => [name, id]));
  const migrations: Migration[] = [];
  for (const { name, direction, migration } of jobs) {
    const id = ids.get(name);
    const records = id === undefined ? undefined : await partRecords(session, id, direction);
    const parts = migration.parts.filter((_, part) => records?.get(part)?.done !== true);
    migrations.push({ ...migration, parts });
  }
  return migrations;
}

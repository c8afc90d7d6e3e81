import type { Session } from '../../../postgres/session.ts';
import type { MigrationFile } from '../migration.ts';
import type { Adopter, ForeignRecord } from './adopter.ts';
import { dbmate } from './dbmate.ts';
import { drizzle } from './drizzle.ts';
import { flyway } from './flyway.ts';
import { nodePgMigrate } from './node-pg-migrate.ts';
import { prisma } from './prisma.ts';

/** What another tool has applied to this database. */
export interface ForeignHistory {
  readonly adopter: Adopter;
  readonly records: readonly ForeignRecord[];
}

export interface ForeignMatch {
  readonly tool: string;
  readonly applied: string | null;
  readonly edited: boolean;
  readonly failed: boolean;
}

const adopters: readonly Adopter[] = [drizzle, prisma, nodePgMigrate, dbmate, flyway];

/** The histories that there are: a table may have the name of a tool's by chance, so one that cannot be read is none. */
export async function readForeignHistories(session: Session): Promise<readonly ForeignHistory[]> {
  const found: ForeignHistory[] = [];
  for (const adopter of adopters) {
    const [row] = await session.query<{ there: boolean }>(
      'SELECT to_regclass($1) IS NOT NULL AS there',
      [adopter.table],
    );
    if (row?.there !== true) continue;
    const records = await readOrNone(adopter, session);
    if (records !== undefined) found.push({ adopter, records });
  }
  return found;
}

/** Which other tool has applied a file. */
export function foreignMatch(
  file: MigrationFile,
  histories: readonly ForeignHistory[],
): ForeignMatch | undefined {
  for (const { adopter, records } of histories) {
    const record = adopter.find(file, records);
    if (record === undefined) continue;
    const edited = adopter.isEdited?.(file, record) ?? false;
    return { tool: adopter.tool, applied: record.applied, edited, failed: record.failed };
  }
  return undefined;
}

// 42703: it has other columns. (Rights are another matter: what cannot be read may well be a history.)
async function readOrNone(
  adopter: Adopter,
  session: Session,
): Promise<readonly ForeignRecord[] | undefined> {
  try {
    return await adopter.read(session);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42703') return undefined;
    throw error;
  }
}

import { createHash } from 'node:crypto';
import type { Adopter } from './adopter.ts';

/** Prisma: a row for each attempt; one that neither finished nor was rolled back has failed. */
export const prisma: Adopter = {
  tool: 'Prisma',
  table: '_prisma_migrations',
  read: (session) =>
    session.query(
      `SELECT migration_name AS key, checksum, to_json(finished_at)#>>'{}' AS applied, finished_at IS NULL AS failed
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
    ),
  find: ({ name }, records) => records.find(({ key }) => key === name),
  isEdited: ({ whole }, { checksum }) =>
    checksum !== null && createHash('sha256').update(whole).digest('hex') !== checksum,
};

import { createHash } from 'node:crypto';
import type { Adopter } from './adopter.ts';

/**
 * drizzle-kit knows the hash of each file, and takes as applied whatever was made before the newest one that it has
 * applied, whether or not the hash is known.
 */
export const drizzle: Adopter = {
  tool: 'drizzle-kit',
  table: 'drizzle.__drizzle_migrations',
  read: (session) =>
    session.query(
      `SELECT hash AS checksum, created_at::text AS key, to_json(to_timestamp(created_at / 1000.0))#>>'{}' AS applied,
         false AS failed
       FROM drizzle.__drizzle_migrations ORDER BY created_at`,
    ),
  find: (file, records) => {
    const hash = createHash('sha256').update(file.whole).digest('hex');
    const same = records.find(({ checksum }) => checksum === hash);
    if (same !== undefined) return same;
    const { madeMs } = file;
    return madeMs === undefined ? undefined : records.find(({ key }) => Number(key) >= madeMs);
  },
  isEdited: ({ whole, madeMs }, { key, checksum }) =>
    Number(key) === madeMs && createHash('sha256').update(whole).digest('hex') !== checksum,
};

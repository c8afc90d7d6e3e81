import { crc32 } from 'node:zlib';
import { compareVersions } from '../files/order.ts';
import type { Adopter } from './adopter.ts';

/**
 * Flyway: versions, of which a baseline covers all up to it. Its checksum is the CRC-32 of the lines without their ends, as
 * a signed number.
 */
export const flyway: Adopter = {
  tool: 'Flyway',
  table: 'flyway_schema_history',
  read: (session) =>
    session.query(
      `SELECT CASE WHEN type = 'BASELINE' THEN '<=' ELSE '' END || version AS key, checksum::text AS checksum,
         to_json(installed_on)#>>'{}' AS applied, NOT success AS failed
       FROM flyway_schema_history h
       WHERE version IS NOT NULL AND type NOT IN ('DELETE', 'UNDO_SQL') AND NOT EXISTS (
         SELECT FROM flyway_schema_history undone
         WHERE undone.version = h.version AND undone.type IN ('DELETE', 'UNDO_SQL')
           AND undone.installed_rank > h.installed_rank
       )
       ORDER BY installed_rank`,
    ),
  find: ({ version }, records) =>
    records.find(({ key }) =>
      key.startsWith('<=')
        ? compareVersions(version, key.slice(2)) <= 0
        : compareVersions(version, key) === 0,
    ),
  isEdited: ({ whole }, { key, checksum }) =>
    !key.startsWith('<=') && checksum !== null && checksumOf(whole) !== Number(checksum),
};

function checksumOf(text: string): number {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  return crc32(lines.join('')) | 0;
}

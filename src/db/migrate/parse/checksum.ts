import { createHash } from 'node:crypto';
import type { MigrationStatement } from '../migration.ts';

/** Of a file: what an editor or git changes by itself (line ends, a byte order mark) changes nothing. */
export function checksumOf(text: string): string {
  return sha256(
    text
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?/g, '\n')
      .trimEnd(),
  );
}

/** Of a part: comments and blank lines around its statements do not count. */
export function partChecksum(statements: readonly MigrationStatement[]): string {
  return sha256(statements.map(({ sql }) => sql.replace(/\r\n?/g, '\n')).join(';\n'));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

import type { Direction } from '../history/parts.ts';
import type { Migration } from '../migration.ts';

/** A file to carry out: a migration, or the rollback of one. */
export interface Job {
  readonly direction: Direction;
  /** The migration's name, path and checksum, also where it is its rollback that runs. */
  readonly name: string;
  readonly path: string;
  readonly checksum: string;
  /** What runs. */
  readonly migration: Migration;
}

export function applying(migration: Migration): Job {
  const { name, path, checksum } = migration;
  return { direction: 'up', name, path, checksum, migration };
}

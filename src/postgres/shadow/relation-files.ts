import { chown, open, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Owner } from './folders.ts';

/**
 * The files of a shadow's tables and indexes, for what no statement can do: making a relation look as large as it is
 * elsewhere. Paths are those of `pg_relation_filepath`.
 */
export interface RelationFiles {
  /** Gives a relation so many pages; those beyond its data are a hole in the file, which takes no room on a disk. */
  setPages(path: string, pages: number): Promise<void>;
  /** Writes over what the file has from a byte on. The server must not have read that yet. */
  write(path: string, position: number, bytes: Uint8Array): Promise<void>;
}

export const PAGE_BYTES = 8192;
/** Relations are kept in files of 1 GiB. */
const SEGMENT_PAGES = 131_072;

/** The server takes no notice of segments that are not its own, so that new ones need an owner. */
export function relationFiles(dataFolder: string, owner: Owner | undefined): RelationFiles {
  return {
    setPages: async (path, pages) => {
      const file = join(dataFolder, path);
      for (let segment = 0, left = pages; segment === 0 || left > 0; segment += 1) {
        const count = Math.min(left, SEGMENT_PAGES);
        await setLength(segment === 0 ? file : `${file}.${segment}`, count * PAGE_BYTES, owner);
        left -= count;
      }
    },
    write: async (path, position, bytes) => {
      await using file = await open(join(dataFolder, path), 'r+');
      await file.write(bytes, 0, bytes.length, position);
    },
  };
}

async function setLength(file: string, length: number, owner: Owner | undefined): Promise<void> {
  await (await open(file, 'a')).close();
  await truncate(file, length);
  if (owner !== undefined) await chown(file, owner.uid, owner.gid);
}

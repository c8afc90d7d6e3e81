import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { outside, unwritable } from './tree-errors.ts';

/** Where a planned file belongs. */
export interface FilePlace {
  /** Absolute path, symbolic links resolved. */
  readonly target: string;
  /** Whether there is something of that name. */
  readonly exists: boolean;
}

/**
 * Finds the places of planned files below a root whose own links are resolved. Each folder is looked up once, so make a
 * new finder when folders may have changed. It throws `OUTPUT_OUTSIDE` where symbolic links lead out of the root.
 */
export function placeFinder(root: string): (path: string) => FilePlace {
  const folders = new Map<string, FilePlace>();
  const find = (path: string): FilePlace => {
    const folder = dirname(path);
    let around = folders.get(folder);
    if (around === undefined) {
      around = folderPlace(root, folder, path);
      folders.set(folder, around);
    }
    const target = join(around.target, basename(path));
    const entry = around.exists ? entryAt(target, path) : undefined;
    if (entry?.isSymbolicLink() !== true) return { target, exists: entry !== undefined };
    return { target: inside(root, settled(target, path), path), exists: true };
  };
  return find;
}

function folderPlace(root: string, folder: string, path: string): FilePlace {
  const target = inside(root, settled(join(root, folder), path), path);
  const entry = entryAt(target, path);
  if (entry?.isDirectory() === false) {
    throw unwritable(path, Object.assign(new Error('not a folder'), { code: 'ENOTDIR' }));
  }
  return { target, exists: entry !== undefined };
}

function inside(root: string, target: string, path: string): string {
  const isInside = target === root || target.startsWith(root.endsWith(sep) ? root : root + sep);
  if (!isInside) throw outside(path);
  return target;
}

/** Absolute path with the links of its existing part resolved. A link to nothing is refused: it could lead anywhere. */
export function settled(absolute: string, path: string): string {
  for (let existing = absolute; ; existing = dirname(existing)) {
    const entry = entryAt(existing, path);
    if (entry === undefined && existing !== dirname(existing)) continue;
    try {
      return join(realpathSync.native(existing), absolute.slice(existing.length));
    } catch (error) {
      if (entry?.isSymbolicLink() === true && codeOf(error) === 'ENOENT') throw outside(path);
      throw unwritable(path, error);
    }
  }
}

function entryAt(target: string, path: string): ReturnType<typeof lstatSync> | undefined {
  try {
    return lstatSync(target, { throwIfNoEntry: false });
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** Code of a system error: `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

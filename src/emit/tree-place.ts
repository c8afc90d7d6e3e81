import { lstat, realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { outside, unwritable } from './tree-errors.ts';

/** The place of a planned file, symbolic links resolved; `OUTPUT_OUTSIDE` where they lead out of the root. */
export async function locate(root: string, path: string): Promise<string> {
  const target = await settled(join(root, path), path);
  if (!target.startsWith(root.endsWith(sep) ? root : root + sep)) throw outside(path);
  return target;
}

/** Absolute path with the links of its existing part resolved. A link to nothing is refused: it could lead anywhere. */
export async function settled(absolute: string, path: string): Promise<string> {
  for (let existing = absolute; ; existing = dirname(existing)) {
    try {
      const real = await realpath(existing);
      return join(real, absolute.slice(existing.length));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || existing === dirname(existing))
        throw unwritable(path, error);
      if (await isLink(existing)) throw outside(path);
    }
  }
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (entry) => entry.isSymbolicLink(),
    () => false,
  );
}

/** Code of a system error: `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, open, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TrivetError } from '../base/errors.ts';
import { interrupted, outside, unwritable } from './tree-errors.ts';
import { locate } from './tree-place.ts';
import { isChange, type TreeFile, type TreePlan } from './tree-plan.ts';

export { planTree } from './tree-plan.ts';
export type { TreeFile, TreeOptions, TreePlan } from './tree-plan.ts';

/** Files that are written to disk at the same time. */
const parallelWrites = 8;

/**
 * Carries out a plan. Every file appears whole or not at all; when anything fails, or the signal fires, all is put back
 * as it was. Throws `OUTPUT_UNWRITABLE` or `INTERRUPTED`.
 */
export async function writeTree(
  plan: TreePlan,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  const changes = plan.files.filter(isChange);
  const work: Work = { folders: [], scraps: new Set(), done: [] };
  let current = plan.root;
  const start = ({ path }: TreeFile): void => {
    if (signal.aborted) throw interrupted();
    current = path;
  };
  try {
    for (const file of changes) {
      start(file);
      await makeFolder(dirname(file.target), work);
      if ((await locate(plan.root, file.path)) !== file.target) throw outside(file.path);
    }
    const staged: Staged[] = [];
    for (let from = 0; from < changes.length; from += parallelWrites) {
      const batch = changes.slice(from, from + parallelWrites);
      batch.forEach(start);
      const results = await Promise.allSettled(batch.map((file) => stage(file, work)));
      for (const [index, result] of results.entries()) {
        current = batch[index]?.path ?? current;
        if (result.status === 'rejected') throw result.reason;
        staged.push(result.value);
      }
    }
    for (const item of staged) {
      start(item.file);
      await rename(item.temporary, item.file.target);
      work.done.push(item);
    }
  } catch (error) {
    const left = await putBack(work);
    throw error instanceof TrivetError ? error : unwritable(current, error, left);
  }
  await Promise.all([...work.scraps].map((path) => rm(path, { force: true })));
}

/** What has to be undone when a later step fails. */
interface Work {
  /** Folders that were made, outermost first. */
  readonly folders: string[];
  /** Temporary files and backups. */
  readonly scraps: Set<string>;
  readonly done: Staged[];
}

interface Staged {
  readonly file: TreeFile;
  /** The new content, beside its place. */
  readonly temporary: string;
  /** Copy of the old content. */
  readonly backup?: string;
}

async function makeFolder(folder: string, work: Work): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  const made: string[] = [];
  for (let path = folder; path.length >= first.length; path = dirname(path)) made.unshift(path);
  work.folders.push(...made);
}

/** Writes the new content beside its place, and keeps the old: what can fail for lack of space fails here. */
async function stage(file: TreeFile, work: Work): Promise<Staged> {
  const temporary = scrap(file.target, work);
  const handle = await open(temporary, 'wx');
  try {
    await handle.writeFile(file.after);
    if (file.before !== undefined) await handle.chmod((await stat(file.target)).mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (file.before === undefined) return { file, temporary };
  const backup = scrap(file.target, work);
  await copyFile(file.target, backup);
  return { file, temporary, backup };
}

function scrap(target: string, work: Work): string {
  const name = `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`;
  const path = join(dirname(target), name);
  work.scraps.add(path);
  return path;
}

/** Puts everything back as far as possible. Returns the paths of files that are still new. */
async function putBack(work: Work): Promise<readonly string[]> {
  const left: string[] = [];
  for (const { file, backup } of work.done.toReversed()) {
    const undone = backup === undefined ? rm(file.target) : rename(backup, file.target);
    await undone.catch(() => left.push(file.path));
  }
  for (const path of work.scraps) await rm(path, { force: true }).catch(() => undefined);
  for (const path of work.folders.toReversed()) await rmdir(path).catch(() => undefined);
  return left;
}

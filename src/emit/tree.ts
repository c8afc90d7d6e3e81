import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { TrivetError } from '../base/errors.ts';
import { interrupted, outside, unwritable } from './tree-errors.ts';
import { placeFinder } from './tree-place.ts';
import { isChange, type TreeFile, type TreePlan } from './tree-plan.ts';

export { planTree } from './tree-plan.ts';
export type { TreeFile, TreeOptions, TreePlan } from './tree-plan.ts';

/** Files that are written before signals are looked at again. */
const filesAtOnce = 32;

/**
 * Carries out a plan. Every file appears whole or not at all; when anything fails, or the signal fires, all is put back
 * as it was. Throws `OUTPUT_UNWRITABLE` or `INTERRUPTED`. Many small files: calls that wait cost a fraction of promises.
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
    const placeOf = placeFinder(plan.root);
    const folders = new Set<string>();
    for (const file of changes) {
      start(file);
      const folder = dirname(file.target);
      if (!folders.has(folder)) makeFolder(folder, work);
      folders.add(folder);
      if (placeOf(file.path).target !== file.target) throw outside(file.path);
    }
    const staged: Staged[] = [];
    for (const file of changes) {
      start(file);
      staged.push(stage(file, work));
      if (staged.length % filesAtOnce === 0) await setImmediate();
    }
    await setImmediate();
    for (const item of staged) {
      start(item.file);
      fs.renameSync(item.temporary, item.file.target);
      work.scraps.delete(item.temporary);
      work.done.push(item);
    }
  } catch (error) {
    const left = putBack(work);
    throw error instanceof TrivetError ? error : unwritable(current, error, left);
  }
  for (const path of work.scraps) fs.rmSync(path, { force: true });
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

/** One by one: Node's own `recursive` never ends where the system denies that the parent exists, as /proc does. */
function makeFolder(folder: string, work: Work): void {
  const missing: string[] = [];
  for (let path = folder; !fs.existsSync(path); path = dirname(path)) missing.unshift(path);
  for (const path of missing) {
    fs.mkdirSync(path);
    work.folders.push(path);
  }
}

/**
 * Writes the new content beside its place, and keeps the old: what can fail for lack of space fails here. What the user
 * wrote must survive a power failure, too; all else can be generated again, and waiting for the disk is slow.
 */
function stage(file: TreeFile, work: Work): Staged {
  const temporary = scrap(file.target, work);
  const handle = fs.openSync(temporary, 'wx');
  try {
    fs.writeFileSync(handle, file.after);
    if (file.before !== undefined) fs.fchmodSync(handle, fs.statSync(file.target).mode);
    if (file.action === 'appended') fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  if (file.before === undefined) return { file, temporary };
  const backup = scrap(file.target, work);
  fs.copyFileSync(file.target, backup);
  return { file, temporary, backup };
}

function scrap(target: string, work: Work): string {
  const name = `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`;
  const path = join(dirname(target), name);
  work.scraps.add(path);
  return path;
}

/** Puts everything back as far as possible. Returns the paths of files that are still new. */
function putBack(work: Work): readonly string[] {
  const left: string[] = [];
  for (const { file, backup } of work.done.toReversed()) {
    const isUndone = attempt(() => {
      if (backup === undefined) fs.rmSync(file.target);
      else fs.renameSync(backup, file.target);
    });
    if (!isUndone) left.push(file.path);
  }
  for (const path of work.scraps) attempt(() => fs.rmSync(path, { force: true }));
  for (const path of work.folders.toReversed()) attempt(() => fs.rmdirSync(path));
  return left;
}

function attempt(step: () => void): boolean {
  try {
    step();
    return true;
  } catch {
    return false;
  }
}

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Finding } from '../base/finding.ts';
import { isProblem, readModule } from '../source/module.ts';
import { renderDiff } from './diff.ts';
import { extendOwned, handlersOf } from './owned-file.ts';
import type { PlannedFile } from './planned-file.ts';
import { checkPaths } from './safe-path.ts';
import { isUntouched, normalized, stamped } from './stamp.ts';
import { editedError, unwritable } from './tree-errors.ts';
import { codeOf, placeFinder, settled, type FilePlace } from './tree-place.ts';

export interface TreeOptions {
  /** Named in the header of generated files: `openapi.yaml`. */
  readonly source: string;
  /** Overwrite generated files that were edited by hand. */
  readonly force: boolean;
  /** Compute the diffs; default true. */
  readonly diffs?: boolean;
}

/** What will happen to a folder. Plain data; `writeTree` carries it out. */
export interface TreePlan {
  /** Absolute path, symbolic links resolved. */
  readonly root: string;
  /** In the order of the paths. */
  readonly files: readonly TreeFile[];
  /** Handlers that the folder has and no file plans any more. */
  readonly removed: readonly string[];
  /** Owned files that could not be extended. */
  readonly findings: readonly Finding[];
}

export interface TreeFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly kind: PlannedFile['kind'];
  readonly action: 'created' | 'updated' | 'unchanged' | 'kept' | 'appended';
  /** Absolute path, symbolic links resolved. */
  readonly target: string;
  /** Absent where there is no such file yet. */
  readonly before?: string;
  readonly after: string;
  /** Unified diff, for files that change. */
  readonly diff?: string;
}

/**
 * Compares planned files with what lies below `root`; writes nothing. Throws `OUTPUT_EDITED` with the diffs of all
 * generated files that were edited by hand, unless `force` is set; `OUTPUT_OUTSIDE` where a path or a symbolic link
 * leads out of `root`; `OUTPUT_UNWRITABLE` where something there cannot be read.
 */
export async function planTree(
  files: readonly PlannedFile[],
  root: string,
  options: TreeOptions,
): Promise<TreePlan> {
  checkPaths(files.map(({ path }) => path));
  const realRoot = settled(resolve(root), root);
  const placeOf = placeFinder(realRoot);
  const outcomes: Outcome[] = [];
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    outcomes.push(await planFile(file, placeOf(file.path), options));
  }
  const edited = outcomes.filter(({ isEdited }) => isEdited).map(({ file }) => file);
  if (edited.length > 0 && !options.force) throw editedError(edited);
  const wanted = new Set(files.flatMap(({ additions = [] }) => additions.map(({ name }) => name)));
  const abandoned = [
    ...outcomes.flatMap(({ removed }) => removed),
    ...(await forgottenHandlers(files, realRoot)),
  ];
  return {
    root: realRoot,
    files: outcomes.map(({ file }) => (options.diffs === false ? file : withDiff(file))),
    removed: [...new Set(abandoned)].filter((name) => !wanted.has(name)),
    findings: outcomes.flatMap(({ findings }) => findings),
  };
}

interface Outcome {
  readonly file: TreeFile;
  readonly isEdited: boolean;
  readonly removed: readonly string[];
  readonly findings: readonly Finding[];
}

async function planFile(
  file: PlannedFile,
  { target, exists }: FilePlace,
  options: TreeOptions,
): Promise<Outcome> {
  const { path, kind } = file;
  const before = exists ? readExisting(target, path) : undefined;
  const place = { path, kind, target, ...(before !== undefined && { before }) };
  const silent = { isEdited: false, removed: [], findings: [] };
  if (kind === 'owned') {
    if (before === undefined) {
      return { ...silent, file: { ...place, action: 'created', after: file.text } };
    }
    const { additions = [] } = file;
    if (additions.length === 0)
      return { ...silent, file: { ...place, action: 'kept', after: before } };
    const { text, removed, findings } = await extendOwned(path, before, additions);
    const action = text === before ? 'kept' : 'appended';
    return { isEdited: false, removed, findings, file: { ...place, action, after: text } };
  }
  const after = stamped(path, file.text, options.source);
  if (before === undefined) return { ...silent, file: { ...place, action: 'created', after } };
  if (normalized(before) === after) {
    return { ...silent, file: { ...place, action: 'unchanged', after: before } };
  }
  const isEdited = !isUntouched(path, before);
  return { ...silent, isEdited, file: { ...place, action: 'updated', after } };
}

function withDiff(file: TreeFile): TreeFile {
  if (!isChange(file)) return file;
  return { ...file, diff: renderDiff(file.path, file.before, file.after) };
}

export function isChange({ action }: TreeFile): boolean {
  return action !== 'unchanged' && action !== 'kept';
}

/** Handlers in files beside the planned ones that no plan names any more: their tag is gone from the document. */
async function forgottenHandlers(
  files: readonly PlannedFile[],
  root: string,
): Promise<readonly string[]> {
  const planned = new Set(files.map(({ path }) => path));
  const folders = new Set(
    files.filter(({ additions }) => additions).map(({ path }) => dirname(path)),
  );
  const found: string[] = [];
  for (const folder of folders) {
    const entries = filesIn(join(root, folder));
    for (const name of entries.toSorted((a, b) => (a < b ? -1 : 1))) {
      const path = `${folder}/${name}`;
      if (!/(?<!\.gen|\.test|\.d)\.ts$/.test(name) || planned.has(path)) continue;
      const module = await readModule(path, textOf(join(root, path)));
      if (!isProblem(module)) found.push(...handlersOf(module));
    }
  }
  return found;
}

function filesIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function readExisting(target: string, path: string): string | undefined {
  try {
    const entry = statSync(target);
    // Reading a pipe or a device might never end.
    if (!entry.isFile() && !entry.isDirectory()) {
      throw Object.assign(new Error('no regular file'), { code: 'ENXIO' });
    }
    return readFileSync(target, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw unwritable(path, error);
  }
}

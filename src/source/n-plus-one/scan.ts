import { findRepeated } from './find-repeated.ts';
import { parseFile } from './parse-file.ts';
import type { Project, SourceText } from './project.ts';
import type { NPlusOneScan, RepeatedQuery } from './repeated-query.ts';
import { isScanned, selectFiles } from './select-files.ts';

export interface ScanOptions {
  /** Folders and files that are left out, by what their path holds. Without it, those where nobody waits: migrations, tests … */
  readonly ignored?: RegExp;
}

/**
 * Finds queries that run once per item of a list, by reading TypeScript and JavaScript: no types are checked, and nothing is
 * imported or run. What cannot be followed is not reported. A file that does not parse is a note.
 */
export async function scanForNPlusOne(
  files: readonly SourceText[],
  { ignored }: ScanOptions = {},
): Promise<NPlusOneScan> {
  const parser = await import('oxc-parser');
  const project: Project = {
    files: new Map(),
    stems: new Map(),
    scopes: new Map(),
  };
  const scanned = files.filter(
    ({ path, text }) => isScanned(path, ignored) && text.length <= FILE_LENGTH_MAX,
  );
  const selected = selectFiles(scanned);
  const notes = selected.flatMap((file) => parseFile(project, file, parser) ?? []);
  const found = [...project.files.values()].flatMap((file) => findRepeated(project, file));
  return { queries: found.toSorted(byPlace), notes };
}

/** Longer files are written by programs, and bundled of what others wrote. */
const FILE_LENGTH_MAX = 500_000;

function byPlace({ place: a }: RepeatedQuery, { place: b }: RepeatedQuery): number {
  return a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
}

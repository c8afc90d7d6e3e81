import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { TrivetError } from '../../base/errors.ts';

/** A text of TypeScript or JavaScript, by its path from where the command was called. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const sources = /\.[cm]?[jt]sx?$/;
const skipped: ReadonlySet<string> = new Set(['node_modules', 'dist', 'build', 'out', 'coverage']);

/** All of some folders and files, without what others wrote or programs made. */
export function readSourceFiles(names: readonly string[], cwd: string): readonly SourceFile[] {
  return names.flatMap((name) => {
    try {
      return filesBelow(resolve(cwd, name)).map((path) => ({
        path: pathFrom(cwd, path),
        text: readFileSync(path, 'utf8'),
      }));
    } catch (cause) {
      throw new TrivetError('INPUT_UNREADABLE', `${name} cannot be read.`, {
        hint: 'Name a folder with TypeScript or JavaScript, or a file of it.',
        cause,
      });
    }
  });
}

/** As short as it can be. */
function pathFrom(cwd: string, path: string): string {
  const shorter = relative(cwd, path);
  return (shorter.startsWith('..') ? path : shorter).replaceAll('\\', '/');
}

function filesBelow(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || skipped.has(entry.name)) return [];
    const inner = join(path, entry.name);
    if (entry.isDirectory()) return filesBelow(inner);
    return entry.isFile() && sources.test(entry.name) ? [inner] : [];
  });
}

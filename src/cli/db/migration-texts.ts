import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { posix, resolve } from 'node:path';
import { TrivetError } from '../../base/errors.ts';
import { isRollback, migrationPaths, rollbackPaths } from '../../db/migrate/files/names.ts';
import type { SqlText } from '../../db/migrate/migration.ts';

export interface MigrationTexts {
  readonly texts: readonly SqlText[];
  /** A folder was named, so that all migrations that there are should be among them. */
  readonly isWhole: boolean;
}

/** Where migrations lie if nobody says otherwise. */
const folderDefault = 'migrations';

/**
 * Reads what operands name: folders with all below them, files with their rollbacks. Without operands, the folder
 * `migrations` if there is one. Throws `INPUT_NOT_FOUND` and `INPUT_UNREADABLE`.
 */
export async function readMigrationTexts(
  operands: readonly string[],
  cwd: string,
): Promise<MigrationTexts> {
  const named =
    operands.length === 0 && existsSync(resolve(cwd, folderDefault)) ? [folderDefault] : operands;
  const texts: SqlText[] = [];
  let isWhole = false;
  for (const operand of named) {
    refuseStdin(operand);
    if (await isFolder(operand, cwd)) {
      isWhole = true;
      texts.push(...(await readFolder(operand, cwd)));
    } else texts.push(...(await readWithRollback(operand, cwd)));
  }
  return { texts, isWhole };
}

/** The migrations that operands mean when they are to be rolled back: each by its own file, or by that of its rollback. */
export function migrationOf(operand: string, cwd: string): string {
  if (!isRollback(operand)) return operand;
  const found = migrationPaths(operand).find((path) => existsSync(resolve(cwd, path)));
  if (found !== undefined) return found;
  throw new TrivetError(
    'INPUT_NOT_FOUND',
    `The migration that ${operand} takes back is not beside it.`,
    {
      hint: 'Name the migration itself, or give both files names that belong together.',
    },
  );
}

/** A migration and what may take it back; nothing where there is no such file. */
export async function readWithRollback(path: string, cwd: string): Promise<readonly SqlText[]> {
  const beside = rollbackPaths(path).filter((each) => existsSync(resolve(cwd, each)));
  return Promise.all([path, ...beside].map((each) => read(each, cwd)));
}

async function readFolder(folder: string, cwd: string): Promise<readonly SqlText[]> {
  const entries = await readdir(resolve(cwd, folder), { recursive: true });
  const names = entries.map((name) => name.replaceAll('\\', '/')).filter(isOfInterest);
  const texts: SqlText[] = [];
  for (const name of names.toSorted()) texts.push(await read(posix.join(folder, name), cwd));
  return texts;
}

/** Hidden folders and packages hold no migrations. */
function isOfInterest(name: string): boolean {
  const isInside = !name.split('/').some((part) => part.startsWith('.') || part === 'node_modules');
  return isInside && (name.endsWith('.sql') || name.endsWith('meta/_journal.json'));
}

async function isFolder(operand: string, cwd: string): Promise<boolean> {
  try {
    return (await stat(resolve(cwd, operand))).isDirectory();
  } catch (cause) {
    throw unreadable(operand, cause);
  }
}

async function read(path: string, cwd: string): Promise<SqlText> {
  try {
    return { path, text: new TextDecoder().decode(await readFile(resolve(cwd, path))) };
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(name: string, cause: unknown): TrivetError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
  return new TrivetError(
    isMissing ? 'INPUT_NOT_FOUND' : 'INPUT_UNREADABLE',
    isMissing ? `There is no file or folder ${name}.` : `${name} cannot be read: ${code}.`,
    { hint: 'Check the name, and the folder that you are in.', cause },
  );
}

function refuseStdin(operand: string): void {
  if (operand !== '-') return;
  throw new TrivetError('USAGE', 'A migration has a name, so it cannot come from standard input.', {
    hint: 'Write it to a file.',
  });
}

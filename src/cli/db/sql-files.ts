import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { TrivetError } from '../../base/errors.ts';
import { isRollback, nameOf, versionOf } from '../../db/migrate/files/names.ts';
import { compareVersions } from '../../db/migrate/files/order.ts';

/** A file of SQL that an operand named, or that lies in a folder that one named. */
export interface SqlFile {
  /** As it was named, or below the folder as that was named; `-` is standard input. */
  readonly name: string;
  readonly text: string;
}

/** All that operands name: files, folders with all below them, `-`. Throws `INPUT_NOT_FOUND` and `INPUT_UNREADABLE`. */
export async function readSqlFiles(
  operands: readonly string[],
  cwd: string,
  stdin: () => Promise<string>,
): Promise<readonly SqlFile[]> {
  const files: SqlFile[] = [];
  for (const operand of operands) {
    if (operand === '-') files.push({ name: operand, text: await stdin() });
    else
      for (const name of await namesAt(operand, cwd))
        files.push({ name, text: await read(name, cwd) });
  }
  return files;
}

async function namesAt(operand: string, cwd: string): Promise<readonly string[]> {
  const path = resolve(cwd, operand);
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(operand, cause);
  });
  if (!found.isDirectory()) return [operand];
  const entries = await readdir(path, { recursive: true });
  const names = entries.filter(isMigration).toSorted(inOrder);
  if (names.length > 0) return names.map((name) => join(operand, name));
  throw new TrivetError('INPUT_NOT_FOUND', `There is no .sql file in ${operand}.`, {
    hint: 'Name the folder of the migrations, or the files themselves.',
  });
}

/** Hidden folders and packages hold none, and rollbacks lose what they take back on purpose. */
function isMigration(name: string): boolean {
  const path = name.replaceAll('\\', '/');
  if (!/\.sql$/i.test(path) || isRollback(path)) return false;
  return !path.split('/').some((part) => part.startsWith('.') || part === 'node_modules');
}

/** By name; but Flyway's V2 comes before its V10. */
function inOrder(a: string, b: string): number {
  const [versionA, versionB] = [versionOf(a), versionOf(b)];
  const areVersioned = versionA !== nameOf(a) && versionB !== nameOf(b);
  return (areVersioned && compareVersions(versionA, versionB)) || (a < b ? -1 : 1);
}

async function read(name: string, cwd: string): Promise<string> {
  try {
    return new TextDecoder().decode(await readFile(resolve(cwd, name)));
  } catch (cause) {
    throw unreadable(name, cause);
  }
}

/** Why a file that was named cannot be read. */
export function unreadable(name: string, cause: unknown): TrivetError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
  return new TrivetError(
    isMissing ? 'INPUT_NOT_FOUND' : 'INPUT_UNREADABLE',
    isMissing ? `There is no file or folder ${name}.` : `${name} cannot be read: ${code}.`,
    { hint: 'Check the name, and the folder that you are in.', cause },
  );
}

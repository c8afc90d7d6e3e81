import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { unwritable } from './tree-errors.ts';

/** One file at a path of the user's choice; where there is one already, it is replaced. */
export interface WholeFile {
  /** As the user wrote it, for messages. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

/**
 * Finds out before long work whether its result can be written, and makes the folder for it. Throws
 * `OUTPUT_UNWRITABLE`.
 */
export function prepareWholeFile({ name, path }: WholeFile): void {
  const temporary = scrapOf(path);
  try {
    fs.mkdirSync(dirname(path), { recursive: true });
    if (fs.existsSync(path) && fs.statSync(path).isDirectory()) throw isFolder();
    fs.writeFileSync(temporary, '', { flag: 'wx' });
    fs.rmSync(temporary);
  } catch (error) {
    throw unwritable(name, error);
  }
}

/** The file appears whole or not at all. Throws `OUTPUT_UNWRITABLE`; what was there before is then still there. */
export function writeWholeFile({ name, path }: WholeFile, content: string): void {
  const temporary = scrapOf(path);
  try {
    fs.writeFileSync(temporary, content, { flag: 'wx' });
    fs.renameSync(temporary, path);
  } catch (error) {
    // A full disk leaves a part; where there is no folder, there is nothing to remove either.
    if (fs.existsSync(temporary)) fs.rmSync(temporary);
    throw unwritable(name, error);
  }
}

function scrapOf(path: string): string {
  return join(
    dirname(path),
    `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`,
  );
}

function isFolder(): Error {
  return Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
}

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TrivetError } from '../../base/errors.ts';

/** The files that options name. `-` is standard input. */
export interface LoadFiles {
  text(path: string, option: string): Promise<string>;
  bytes(path: string, option: string): Promise<Uint8Array>;
}

export function loadFiles(cwd: string, stdin: () => Promise<string>): LoadFiles {
  const bytes = async (path: string, option: string): Promise<Uint8Array> => {
    if (path === '-') return Buffer.from(await stdin());
    try {
      return await readFile(resolve(cwd, path));
    } catch (cause) {
      throw unreadable(path, option, cause);
    }
  };
  return {
    bytes,
    text: async (path, option) => new TextDecoder().decode(await bytes(path, option)),
  };
}

function unreadable(path: string, option: string, cause: unknown): TrivetError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const missing = code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR';
  return new TrivetError(
    missing ? 'INPUT_NOT_FOUND' : 'INPUT_UNREADABLE',
    missing ? `There is no file ${path}.` : `${path} cannot be read: ${String(code)}.`,
    { hint: `Check what ${option} names.`, cause },
  );
}

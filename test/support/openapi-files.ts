import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { OpenApiBundle, ReadOptions } from '../../src/openapi/index.ts';
import { readOpenApi } from '../../src/openapi/index.ts';

/** Files by path: texts as they are, everything else as JSON. */
export type Files = Readonly<Record<string, unknown>>;

/** Options of a call that has no network and no standard input. */
export function readOptions(cwd: string, more: Partial<ReadOptions> = {}): ReadOptions {
  return {
    cwd,
    allowRemote: false,
    signal: new AbortController().signal,
    stdin: () => Promise.resolve(''),
    fetch: () => Promise.reject(new Error('this test has no network')),
    ...more,
  };
}

/** Calls with a temporary folder that holds the files, and removes it afterwards. */
export async function withFiles<T>(files: Files, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'trivet-openapi-')));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(
        join(folder, path),
        typeof content === 'string' ? content : JSON.stringify(content),
      );
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reads the first of the files as the entry document. */
export function bundleFiles(files: Files, more: Partial<ReadOptions> = {}): Promise<OpenApiBundle> {
  const [entry = ''] = Object.keys(files);
  return withFiles(files, (folder) => readOpenApi(entry, readOptions(folder, more)));
}

/** What is found, as `id file:line:column pointer`. */
export function foundIn({ findings }: Pick<OpenApiBundle, 'findings'>): readonly string[] {
  return findings.map(({ id, place }) => {
    const where = place === undefined ? '' : ` ${place.file}:${place.line}:${place.column}`;
    return `${id}${where}${place?.pointer === undefined ? '' : ` ${place.pointer}`}`;
  });
}

/** A small entry document with these schemas. */
export function apiWith(schemas: unknown, openapi = '3.1.0'): Record<string, unknown> {
  return { openapi, info: { title: 'test', version: '1' }, paths: {}, components: { schemas } };
}

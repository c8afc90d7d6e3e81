import { readFileSync, realpathSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../base/finding.ts';
import { TrivetError } from '../base/errors.ts';
import { isInside } from './confine.ts';
import type { OpenApiFindingId } from './findings.ts';
import { idsOf } from './ids.ts';
import { maxDocumentBytes, maxFiles, maxTotalBytes } from './limits.ts';
import type { Tokens } from './pointer.ts';
import { download, tooLarge } from './remote.ts';
import { parseSource } from './source.ts';
import type { Source, SourceText } from './source.ts';

/** Why a reference leads nowhere; the caller knows its place. */
export interface Problem {
  readonly id: OpenApiFindingId;
  readonly title: string;
  readonly fix: string;
}

export interface Part {
  readonly source: Source;
  readonly tokens: Tokens;
}

/** All documents of one API, each read once. */
export interface Library {
  readonly entry: Source;
  /** What is wrong with the documents that were loaded. */
  readonly findings: readonly Finding[];
  /** The document or part that has this URI, of those loaded so far. */
  known(uri: string): Part | undefined;
  /** Loads a document. Undefined where it is unusable, and `findings` say why. */
  load(uri: string): Promise<Source | Problem | undefined>;
}

export interface LibraryOptions {
  readonly cwd: string;
  readonly allowRemote: boolean;
  readonly signal: AbortSignal;
  readonly fetch: typeof globalThis.fetch;
  /** For a local entry document: see `topFolder`. */
  readonly top: string | undefined;
}

export function openLibrary(entry: Source, options: LibraryOptions): Library {
  const findings: Finding[] = [];
  const parts = new Map<string, Part>();
  const loads = new Map<string, Promise<Source | Problem | undefined>>();
  let totalBytes = 0;
  const shelve = (source: Source): void => {
    parts.set(source.uri, { source, tokens: [] });
    for (const [uri, tokens] of idsOf(source)) {
      if (!parts.has(uri)) parts.set(uri, { source, tokens });
    }
  };
  shelve(entry);
  const fetchOne = async (uri: string): Promise<Source | Problem | undefined> => {
    const text = await readText(uri, entry, options);
    if (text === undefined || 'id' in text) return text;
    totalBytes += text.text.length;
    if (totalBytes > maxTotalBytes) throw tooLarge('The API with all its files');
    const parsed = await parseSource(text);
    findings.push(...parsed.findings);
    if (parsed.source === undefined) return undefined;
    shelve(parsed.source);
    parts.set(uri, { source: parsed.source, tokens: [] });
    return parsed.source;
  };
  return {
    entry,
    findings,
    known: (uri) => parts.get(uri),
    load(uri) {
      let load = loads.get(uri);
      if (load === undefined) {
        if (loads.size >= maxFiles) throw tooManyFiles();
        load = fetchOne(uri);
        loads.set(uri, load);
      }
      return load;
    },
  };
}

function tooManyFiles(): TrivetError {
  return new TrivetError('INPUT_TOO_LARGE', `The API refers to more than ${maxFiles} files.`, {
    hint: 'Bundle it into fewer files first.',
  });
}

async function readText(
  uri: string,
  entry: Source,
  options: LibraryOptions,
): Promise<SourceText | Problem> {
  const url = new URL(uri);
  if (url.protocol === 'file:') return readLocal(url, options);
  if (url.protocol === 'http:' || url.protocol === 'https:') return readRemote(url, entry, options);
  const title = `No document has the identifier ${uri}.`;
  const fix = 'Refer to a file, or give the part that is meant this `$id`.';
  return { id: 'dangling-ref', title, fix };
}

function readLocal(url: URL, options: LibraryOptions): SourceText | Problem {
  const path = pathOf(url);
  if (options.top === undefined) return outside('A document from the network refers to a file');
  if (path === undefined) return outside('The reference is no path');
  const shown = relative(options.cwd, path);
  const label = (shown.startsWith('..') ? path : shown).replaceAll('\\', '/');
  // The path first, so that nothing outside is even looked for; then where symbolic links really lead.
  const real = isInside(path, options.top) ? realPath(path) : path;
  if (!isInside(real, options.top)) return outside(`${label} is not below ${options.top}`);
  try {
    const { size, isFile } = describe(path);
    if (!isFile) return notThere(`${label} is not a file`);
    if (size > maxDocumentBytes) throw tooLarge(label);
    return { uri: url.href, label, text: readFileSync(path, 'utf8') };
  } catch (error) {
    if (error instanceof TrivetError) throw error;
    if (isMissing(error)) return notThere(`The file ${label} does not exist`);
    const title = `The file ${label} cannot be read.`;
    return { id: 'ref-unreadable', title, fix: 'Check the permissions of the file.' };
  }
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

function describe(path: string): { readonly size: number; readonly isFile: boolean } {
  const status = statSync(path);
  return { size: status.size, isFile: status.isFile() };
}

export function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG';
}

function pathOf(url: URL): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}

function notThere(what: string): Problem {
  return { id: 'dangling-ref', title: `${what}.`, fix: 'Correct the path in the reference.' };
}

export function outside(what: string): Problem {
  const fix = 'Move the file next to the document, and refer to it by a relative path.';
  return { id: 'ref-outside', title: `${what}; such files are not read.`, fix };
}

async function readRemote(
  url: URL,
  entry: Source,
  options: LibraryOptions,
): Promise<SourceText | Problem> {
  // A document from the network may load its own siblings; everything else is for the user to allow.
  const allowed = (to: URL): boolean =>
    options.allowRemote || (options.top === undefined && to.origin === new URL(entry.uri).origin);
  if (!allowed(url)) {
    const title = `${url.href} is on another host, and remote references are not allowed.`;
    const fix = 'Allow them with --allow-remote, or download the document and refer to the file.';
    return { id: 'remote-ref-forbidden', title, fix };
  }
  const found = await download(url.href, { ...options, allowed });
  if (found === undefined) return notThere(`There is nothing at ${url.href}`);
  return { uri: found.url, label: found.url, text: found.text };
}

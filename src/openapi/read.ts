// By calls that wait: `node:fs/promises` takes longer to load than a document to read.
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TrivetError } from '../base/errors.ts';
import type { Finding } from '../base/finding.ts';
import { bundleLibrary } from './bundle.ts';
import type { OpenApiBundle } from './bundle.ts';
import { topFolder } from './confine.ts';
import { isMissing, openLibrary } from './library.ts';
import { maxDocumentBytes } from './limits.ts';
import { download, tooLarge } from './remote.ts';
import { parseSource } from './source.ts';
import type { SourceText } from './source.ts';
import { versionOf } from './version.ts';

export interface ReadOptions {
  /** Absolute; relative paths start here. */
  readonly cwd: string;
  /** Whether references may lead to other hosts. The document itself may always be a URL. */
  readonly allowRemote: boolean;
  readonly signal: AbortSignal;
  /** All of standard input, for the source `-`. */
  readonly stdin: () => Promise<string>;
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * Reads an OpenAPI document, with all files that it refers to, into one. `source` is a path, an http(s) URL or `-`.
 * What is wrong beyond the entry document itself is in `findings`, to be thrown together with what else the caller
 * finds (`specError`).
 *
 * @throws TrivetError INPUT_NOT_FOUND, INPUT_UNREADABLE, INPUT_TOO_LARGE, FETCH_FAILED; SPEC_INVALID where the entry
 * document cannot be parsed or is no OpenAPI
 */
export async function readOpenApi(source: string, options: ReadOptions): Promise<OpenApiBundle> {
  const fetch = options.fetch ?? globalThis.fetch;
  const { input, top, cwd } = await readEntry(source, options, fetch);
  const parsed = await parseSource(input);
  if (parsed.source === undefined) throw invalid(parsed.findings);
  const version = versionOf(parsed.source);
  if (typeof version !== 'string') throw invalid([...parsed.findings, version]);
  const { allowRemote, signal } = options;
  const library = openLibrary(parsed.source, { cwd, allowRemote, signal, fetch, top });
  const bundle = await bundleLibrary(library, version);
  signal.throwIfAborted();
  return { ...bundle, findings: [...parsed.findings, ...bundle.findings] };
}

/** The error to throw for findings of which at least one is an error; undefined where there is none. */
export function specError(findings: readonly Finding[]): TrivetError | undefined {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.length === 0 ? undefined : invalid(findings);
}

function invalid(findings: readonly Finding[]): TrivetError {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const where = first?.place && `${first.place.file}:${first.place.line}:${first.place.column}`;
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  if (errors.every(({ id }) => id === 'remote-ref-forbidden')) {
    const message = `The specification refers to other hosts (${count}, first ${where}).`;
    const hint = 'Allow it with --allow-remote, or download the documents.';
    return new TrivetError('REMOTE_REF_FORBIDDEN', message, { hint, findings });
  }
  const message = `The specification has ${count}, first ${where}.`;
  const hint = 'Correct what is listed; `trivet explain ID` says more about each.';
  return new TrivetError('SPEC_INVALID', message, { hint, findings });
}

interface Entry {
  readonly input: SourceText;
  /** For a local document: the folder that its references may not leave. */
  readonly top: string | undefined;
  readonly cwd: string;
}

async function readEntry(
  source: string,
  options: ReadOptions,
  fetch: typeof globalThis.fetch,
): Promise<Entry> {
  const cwd = realpathSync.native(options.cwd);
  if (/^https?:\/\//i.test(source))
    return { input: await readUrl(source, options, fetch), top: undefined, cwd };
  const file = source === '-' ? join(cwd, 'stdin') : resolve(cwd, source);
  const text = source === '-' ? await readStdin(options) : readPath(source, file);
  // References start from where the folder really is, so that they can be compared with real paths.
  const uri = pathToFileURL(join(realpathSync.native(dirname(file)), basename(file))).href;
  const label = source === '-' ? '<stdin>' : source;
  return { input: { uri, label, text }, top: topFolder(file, cwd), cwd };
}

async function readUrl(
  source: string,
  { signal }: ReadOptions,
  fetch: typeof globalThis.fetch,
): Promise<SourceText> {
  if (!URL.canParse(source)) {
    throw new TrivetError('USAGE', `${source} is no valid URL.`, { hint: 'Check the address.' });
  }
  const found = await download(source, { fetch, signal, allowed: () => true });
  if (found !== undefined) return { uri: found.url, label: found.url, text: found.text };
  const { origin, pathname } = new URL(source);
  throw new TrivetError('FETCH_FAILED', `There is nothing at ${origin}${pathname}.`, {
    hint: 'Check the address.',
  });
}

async function readStdin(options: ReadOptions): Promise<string> {
  const text = await options.stdin();
  if (text.length > maxDocumentBytes) throw tooLarge('<stdin>');
  return text;
}

function readPath(source: string, file: string): string {
  try {
    const status = statSync(file);
    if (!status.isFile()) throw notFound(source, 'is not a file');
    if (status.size > maxDocumentBytes) throw tooLarge(source);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof TrivetError) throw error;
    if (isMissing(error)) throw notFound(source, 'does not exist');
    throw new TrivetError('INPUT_UNREADABLE', `${source} cannot be read.`, {
      hint: 'Check the permissions of the file.',
      cause: error,
    });
  }
}

function notFound(source: string, what: string): TrivetError {
  return new TrivetError('INPUT_NOT_FOUND', `${source} ${what}.`, {
    hint: 'Give the path or URL of an OpenAPI document, or - for standard input.',
  });
}

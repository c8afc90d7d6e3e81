import { TrivetError } from '../base/errors.ts';
import { fetchTimeoutMs, maxDocumentBytes, maxRedirects } from './limits.ts';

export interface Download {
  readonly text: string;
  /** Where it was in the end, after redirects; without user and password. */
  readonly url: string;
}

export interface DownloadOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  /** Which addresses may be asked, redirects included. */
  readonly allowed: (url: URL) => boolean;
}

/**
 * Downloads a document over HTTP. Undefined where the server says that there is none (404, 410).
 *
 * @throws TrivetError FETCH_FAILED, INPUT_TOO_LARGE
 */
export async function download(
  address: string,
  options: DownloadOptions,
): Promise<Download | undefined> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(fetchTimeoutMs)]);
  let url = new URL(address);
  const authorization = takeAuthorization(url);
  const first = url.origin;
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const own = url.origin === first && authorization !== undefined ? { authorization } : {};
    const headers = { accept: 'application/json, application/yaml, text/yaml, */*;q=0.5', ...own };
    try {
      const response = await options.fetch(url.href, { headers, signal, redirect: 'manual' });
      const next = redirectOf(response, url);
      if (next === undefined) return await finish(response, url);
      takeAuthorization(next);
      if (!/^https?:$/.test(next.protocol) || !options.allowed(next)) {
        throw failed(url, `it redirects to ${next.href}, which may not be read`);
      }
      url = next;
    } catch (error) {
      if (error instanceof TrivetError) throw error;
      options.signal.throwIfAborted();
      throw failed(url, reasonOf(error), error);
    }
  }
  throw failed(url, `it redirects more than ${maxRedirects} times`);
}

/** `fetch` refuses addresses with a password; it is sent as a header, and shown nowhere. */
function takeAuthorization(url: URL): string | undefined {
  if (url.username === '' && url.password === '') return undefined;
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = '';
  url.password = '';
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

function redirectOf(response: Response, url: URL): URL | undefined {
  const location =
    response.status >= 300 && response.status < 400 && response.headers.get('location');
  return location ? (URL.parse(location, url.href) ?? undefined) : undefined;
}

async function finish(response: Response, url: URL): Promise<Download | undefined> {
  if (response.status === 404 || response.status === 410) return undefined;
  if (!response.ok) throw failed(url, `the server answered ${response.status}`);
  return { text: await textOf(response, url), url: url.href };
}

async function textOf(response: Response, url: URL): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxDocumentBytes) throw tooLarge(url.href);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function tooLarge(name: string): TrivetError {
  const limit = `${maxDocumentBytes / 1024 / 1024} MB`;
  return new TrivetError('INPUT_TOO_LARGE', `${name} is larger than ${limit}.`, {
    hint: 'Divide the document into several files, or remove large examples.',
  });
}

function failed(url: URL, reason: string, cause?: unknown): TrivetError {
  return new TrivetError('FETCH_FAILED', `${url.href} could not be fetched: ${reason}.`, {
    hint: 'Check the address and the connection, or download the document and give its path.',
    cause,
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if (error.name === 'TimeoutError') return `no answer within ${fetchTimeoutMs / 1000} seconds`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}

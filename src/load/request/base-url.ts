import { TrivetError } from '../../base/errors.ts';
import type { ApiModel } from '../../api/model.ts';
import { serverUrls } from '../../api/read/servers.ts';
import { compileUrl } from './url.ts';

export interface BaseUrlOptions {
  /** What the user says: `http://localhost:3000`. */
  readonly baseUrl: string | undefined;
  /** Where the document came from, if from a URL: its servers may be relative to that. */
  readonly documentUrl: string | undefined;
}

/**
 * Where the operations of an API are, without a trailing slash: `http://localhost:3000/v1`. A base URL that ends with
 * its host gets the base path of the document; one with a path, be it only `/`, is taken as it is. Without one: the first
 * server of the document that is, or becomes, an absolute URL of HTTP.
 * @throws TrivetError `USAGE` where there is none
 */
export function baseUrlOf(model: ApiModel, { baseUrl, documentUrl }: BaseUrlOptions): string {
  if (baseUrl !== undefined) {
    const { target } = compileUrl(baseUrl);
    const plain = baseUrl.trim().replace(/[?#].*$/s, '');
    const hasPath = target.constant !== '/' || plain.endsWith('/');
    return plain.replace(/\/+$/, '') + (hasPath ? '' : model.basePathExample);
  }
  const declared = serverUrls(model.document);
  // Without servers there is one, and its URL is / (OpenAPI 3.1, servers).
  const urls = declared.length === 0 ? ['/'] : declared;
  const resolved = urls
    .filter((url) => URL.canParse(url, documentUrl))
    .map((url) => new URL(url, documentUrl))
    .find(({ protocol }) => protocol === 'http:' || protocol === 'https:');
  if (resolved !== undefined) return (resolved.origin + resolved.pathname).replace(/\/+$/, '');
  throw new TrivetError('USAGE', 'The document does not say where its server is.', {
    hint: 'Say it with --base-url http://localhost:3000.',
  });
}

import { parseCookies, parsePairs, type CookieForm, type Fields } from './fields.ts';
import type { PathMatcher } from '../paths.ts';
import type { RawRequest } from '../spec.ts';

/** The places of a request where parameters lie. Each is taken apart when it is first asked for. */
export interface Wire {
  pathText(name: string): string | undefined;
  /** What follows the question mark, not decoded; `undefined` without one. */
  queryText(): string | undefined;
  queryFields(): Fields;
  header(name: string): string | undefined;
  cookies(form: CookieForm): Fields;
}

export function createWire({ url, headers }: RawRequest, matchPath: PathMatcher): Wire {
  let path: ReturnType<PathMatcher> | null = null;
  let query: Fields | undefined;
  const cookies: { [form in CookieForm]?: Fields } = {};
  const queryText = (): string | undefined => {
    const fragment = url.indexOf('#');
    const end = fragment === -1 ? url.length : fragment;
    const start = url.indexOf('?');
    return start === -1 || start > end ? undefined : url.slice(start + 1, end);
  };
  const header = (name: string): string | undefined => {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
    return typeof value === 'object' ? value.join(', ') : value;
  };
  return {
    pathText(name) {
      if (path === null) path = matchPath(url);
      return path?.get(name);
    },
    queryText,
    queryFields: () => (query ??= parsePairs(queryText() ?? '', 'query')),
    header,
    cookies: (form) => (cookies[form] ??= parseCookies(header('cookie') ?? '', form)),
  };
}

/** Path templates against the paths of requests, both as they are on the wire. */

/** Values of the variables of a template, not decoded, by name; `undefined` where the path is another. */
export type PathMatcher = (path: string) => ReadonlyMap<string, string> | undefined;

/**
 * Matches whole paths against a template like `/users/{id}` or `/files/{name}.{ext}`. Variables never span a slash and
 * are never empty; one trailing slash is overlooked. Linear in the length of the path.
 */
export function pathMatcher(template: string): PathMatcher {
  const segments = segmentsOf(template).map(parseSegment);
  return (path) => matchAll(segments, segmentsOf(path));
}

/**
 * As `pathMatcher`, but for paths that a router has found to match: segments without variables are not compared, since
 * routers may overlook case, nor what comes before, since the application may be mounted below another path.
 */
export function pathEndMatcher(template: string): PathMatcher {
  const segments = segmentsOf(template).map(parseSegment).map(withoutLiteral);
  const start = segments.findIndex(({ names }) => names.length > 0);
  const variable = start === -1 ? [] : segments.slice(start);
  return (path) => {
    const texts = segmentsOf(path);
    return matchAll(variable, texts.slice(Math.max(0, texts.length - variable.length)));
  };
}

/**
 * The methods that a path has, in upper case, for 405 answers: empty where no operation has this path. Paths are those
 * of request URLs, with or without a query. `HEAD` comes with `GET`, and `OPTIONS` always.
 */
export function createAllowedMethods(
  operations: readonly { readonly method: string; readonly path: string }[],
): (urlPath: string) => readonly string[] {
  const routes = operations.map(({ method, path }) => ({
    method: method.toUpperCase(),
    segments: segmentsOf(path).map(parseSegment),
  }));
  return (urlPath) => {
    const texts = segmentsOf(urlPath);
    const matching = routes.filter(({ segments }) => matchAll(segments, texts) !== undefined);
    const methods = new Set(matching.map(({ method }) => method));
    if (methods.size === 0) return [];
    if (methods.has('GET')) methods.add('HEAD');
    return [...methods.add('OPTIONS')].toSorted();
  };
}

interface Segment {
  /** Anything will do. */
  readonly any: boolean;
  /** Texts before, between and after the variables: one more than there are names. */
  readonly literals: readonly string[];
  readonly names: readonly string[];
}

function segmentsOf(path: string): readonly string[] {
  const query = path.indexOf('?');
  const fragment = path.indexOf('#');
  let end = query === -1 ? path.length : query;
  if (fragment !== -1 && fragment < end) end = fragment;
  const start = path.startsWith('/') ? 1 : 0;
  if (end > start && path[end - 1] === '/') end--;
  return path.slice(start, Math.max(start, end)).split('/');
}

function parseSegment(text: string): Segment {
  const parts = text.split(/\{([^{}]*)\}/);
  return {
    any: false,
    literals: parts.filter((_, index) => index % 2 === 0),
    names: parts.filter((_, index) => index % 2 === 1),
  };
}

function withoutLiteral(segment: Segment): Segment {
  return { ...segment, any: segment.names.length === 0 };
}

function matchAll(
  segments: readonly Segment[],
  texts: readonly string[],
): ReadonlyMap<string, string> | undefined {
  if (segments.length !== texts.length) return undefined;
  const values = new Map<string, string>();
  for (const [index, segment] of segments.entries()) {
    if (!matchSegment(segment, texts[index] ?? '', values)) return undefined;
  }
  return values;
}

function matchSegment(segment: Segment, text: string, values: Map<string, string>): boolean {
  if (segment.any || matchRaw(segment, text, values, (value) => value)) return true;
  if (!text.includes('%') && !segment.literals.some((literal) => literal.includes('%'))) {
    return false;
  }
  // The literals may be encoded in one and plain in the other.
  const literals = segment.literals.map(decoded);
  return matchRaw({ literals, names: segment.names }, decoded(text), values, encodeURIComponent);
}

/** Takes the shortest text for each variable but the last. */
function matchRaw(
  { literals, names }: Omit<Segment, 'any'>,
  text: string,
  values: Map<string, string>,
  encode: (value: string) => string,
): boolean {
  const [first = ''] = literals;
  if (names.length === 0) return text === first;
  const last = literals.at(-1) ?? '';
  const end = text.length - last.length;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let start = first.length;
  for (const [index, name] of names.entries()) {
    const isLast = index === names.length - 1;
    const stop = isLast ? end : text.indexOf(literals[index + 1] ?? '', start + 1);
    if (stop <= start || stop > end) return false;
    values.set(name, encode(text.slice(start, stop)));
    start = stop + (isLast ? 0 : (literals[index + 1] ?? '').length);
  }
  return true;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

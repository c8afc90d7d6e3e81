import type { JsonValue } from '../base/json.ts';
import { isJsonObject } from '../base/json.ts';
import type { Tokens } from './pointer.ts';
import type { Source } from './source.ts';

/** The URIs that a document gives to its parts, with `$id`, `$anchor`, `$dynamicAnchor` and `$self`, and the parts. */
export function idsOf(source: Source): ReadonlyMap<string, Tokens> {
  const ids = new Map<string, Tokens>();
  if (source.mayHaveIds) visit(ids, source.root, [], selfOf(source) ?? source.uri);
  const self = selfOf(source);
  if (self !== undefined) ids.set(self, []);
  return ids;
}

/** The URI that a document (3.2) says it has. */
export function selfOf(source: Source): string | undefined {
  const { $self } = source.root;
  return typeof $self === 'string' ? withoutFragment(URL.parse($self, source.uri)) : undefined;
}

/** The address without what comes after `#`. */
export function withoutFragment(url: URL | null): string | undefined {
  if (url === null) return undefined;
  const end = url.href.indexOf('#');
  return end === -1 ? url.href : url.href.slice(0, end);
}

/** Keys under which there is data, which may look like a schema with an id. */
const dataKeys = new Set(['example', 'examples', 'default', 'enum', 'const']);

function visit(
  ids: Map<string, Tokens>,
  value: JsonValue,
  tokens: Tokens,
  outerBase: string,
): void {
  if (typeof value !== 'object' || value === null) return;
  let base = outerBase;
  if (isJsonObject(value)) {
    if (typeof value['$id'] === 'string') {
      base = withoutFragment(URL.parse(value['$id'], outerBase)) ?? outerBase;
      if (!ids.has(base)) ids.set(base, tokens);
    }
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      const anchor = value[keyword];
      if (typeof anchor === 'string') ids.set(`${base}#${anchor}`, tokens);
    }
  }
  for (const [key, child] of Object.entries(value)) {
    if (!dataKeys.has(key) && !key.startsWith('x-')) visit(ids, child, [...tokens, key], base);
  }
}

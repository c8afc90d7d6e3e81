import type { JsonValue } from '../base/json.ts';
import { isJsonObject } from '../base/json.ts';
import { kindOfMember, rules } from './grammar.ts';
import type { Kind } from './grammar.ts';
import { valueAt } from './pointer.ts';
import type { Tokens } from './pointer.ts';
import type { Source } from './source.ts';

/** A part of a document that is ours to change: everything was parsed by us, and bundling rewrites it in place. */
export type MutableJson = Record<string, JsonValue>;

/** One reference, where it is written. */
export interface Ref {
  readonly source: Source;
  /** Place of the object that holds it. */
  readonly tokens: Tokens;
  readonly holder: MutableJson;
  /** `$ref`, `$dynamicRef`, `defaultMapping`, or a value of a discriminator. */
  readonly key: string;
  /** The reference itself: `./user.yaml#/properties/id`. */
  readonly text: string;
  /** What is expected at the other end. */
  readonly kind: Kind;
  /** Base URI, where an `$id` or `$self` around it sets one other than the URI of the source. */
  readonly base: string | undefined;
  /** What holds the holder. Absent at the root of a file, and for keys other than `$ref`. */
  readonly parent?: { readonly value: JsonValue; readonly key: string };
}

/** Where to look for references. */
export interface Start {
  readonly source: Source;
  readonly tokens: Tokens;
  readonly value: JsonValue;
  readonly kind: Kind;
  readonly base: string | undefined;
}

export interface Search {
  readonly entry: Source;
  /** Objects that were looked at; they are not again. */
  readonly seen: Set<JsonValue>;
  /** Schemas with an `$id`, which means nothing any more once references are resolved. */
  readonly withId: MutableJson[];
  /** Whether `$id` is a keyword (3.1 and later). */
  readonly ids: boolean;
}

/** Finds all references in a part of a document. */
export function findRefs(search: Search, start: Start): readonly Ref[] {
  const walk: Walk = { ...search, source: start.source, path: [...start.tokens], found: [] };
  visit(walk, start.value, start.kind, start.base, undefined, '');
  return walk.found;
}

interface Walk extends Search {
  readonly source: Source;
  readonly path: string[];
  readonly found: Ref[];
}

function visit(
  walk: Walk,
  value: JsonValue,
  kind: Kind,
  outerBase: string | undefined,
  parent: JsonValue | undefined,
  ownKey: string,
): void {
  if (kind === 'data' || typeof value !== 'object' || value === null) return;
  const rule = rules[kind];
  if (!isMutable(value)) {
    if (Array.isArray(value)) visitElements(walk, value, rule.elements, outerBase);
    return;
  }
  if (walk.seen.has(value)) return;
  walk.seen.add(value);
  const base = kind === 'schema' && walk.ids ? baseWithin(walk, value, outerBase) : outerBase;
  const text = ownString(value, '$ref');
  if (text !== undefined) {
    const holding = parent === undefined ? undefined : { value: parent, key: ownKey };
    add(walk, { holder: value, key: '$ref', text, kind, base }, holding);
  }
  if (kind === 'schema') addDynamicRef(walk, value, base);
  if (kind === 'discriminator') addDiscriminator(walk, value, base);
  for (const key of Object.keys(value)) {
    const child = value[key];
    if (typeof child !== 'object' || child === null) continue;
    const childKind = kindOfMember(rule, key);
    if (childKind === 'data') continue;
    walk.path.push(key);
    visit(walk, child, childKind, base, value, key);
    walk.path.pop();
  }
}

function visitElements(
  walk: Walk,
  list: readonly JsonValue[],
  kind: Kind,
  base: string | undefined,
): void {
  if (kind === 'data') return;
  for (let index = 0; index < list.length; index += 1) {
    const element = list[index];
    if (typeof element !== 'object' || element === null) continue;
    const key = String(index);
    walk.path.push(key);
    visit(walk, element, kind, base, list, key);
    walk.path.pop();
  }
}

function add(
  walk: Walk,
  ref: Pick<Ref, 'holder' | 'key' | 'text' | 'kind' | 'base'>,
  parent: Ref['parent'],
  below: Tokens = [],
): void {
  const { source, path, found } = walk;
  found.push({ ...ref, source, tokens: [...path, ...below], ...(parent && { parent }) });
}

function baseWithin(
  walk: Walk,
  schema: MutableJson,
  outer: string | undefined,
): string | undefined {
  const id = ownString(schema, '$id');
  if (id === undefined) return outer;
  walk.withId.push(schema);
  return URL.parse(id, outer ?? walk.source.uri)?.href ?? outer;
}

/** In the entry document a dynamic reference to an anchor keeps its meaning; from elsewhere it can only become fixed. */
function addDynamicRef(walk: Walk, schema: MutableJson, base: string | undefined): void {
  const text = ownString(schema, '$dynamicRef');
  if (text === undefined || (walk.source === walk.entry && text.startsWith('#'))) return;
  add(walk, { holder: schema, key: '$dynamicRef', text, kind: 'schema', base }, undefined);
}

function addDiscriminator(walk: Walk, discriminator: MutableJson, base: string | undefined): void {
  const { mapping } = discriminator;
  if (isMutable(mapping)) {
    for (const key of Object.keys(mapping)) addMapped(walk, mapping, key, base, ['mapping']);
  }
  addMapped(walk, discriminator, 'defaultMapping', base, []);
}

function addMapped(
  walk: Walk,
  holder: MutableJson,
  key: string,
  base: string | undefined,
  below: Tokens,
): void {
  const value = ownString(holder, key);
  const text = value === undefined ? undefined : mappedRef(walk, value);
  if (text !== undefined) add(walk, { holder, key, text, kind: 'schema', base }, undefined, below);
}

/**
 * A discriminator maps to the name of a schema or to a URI; what can be both is a name (OpenAPI 3.1.1, 4.8.25). Names of
 * the entry document stay names. Undefined for those.
 */
function mappedRef(walk: Walk, value: string): string | undefined {
  const schemas = ['components', 'schemas', value];
  if (valueAt(walk.entry.root, schemas) !== undefined) return undefined;
  if (valueAt(walk.source.root, schemas) !== undefined) return `#/components/schemas/${value}`;
  return /[/#]|\.(?:ya?ml|json)$/i.test(value) ? value : undefined;
}

export function ownString(object: MutableJson, key: string): string | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

export function isMutable(value: JsonValue | undefined): value is MutableJson {
  return isJsonObject(value);
}
